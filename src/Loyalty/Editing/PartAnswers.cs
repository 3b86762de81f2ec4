using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Regulars.Kernel;

namespace Regulars.Loyalty.Editing;

/// <summary>What somebody filled into the form of a part of a programme. What cannot be read is noted by the field's name.</summary>
/// <param name="form">The form.</param>
internal sealed class PartAnswers(IFormCollection form)
{
    private readonly Dictionary<string, string> wrong = [];

    /// <summary>The form itself, for what is more than a field.</summary>
    public IFormCollection Form { get; } = form;

    /// <summary>The code of what is wrong, by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Wrong => wrong;

    /// <summary>What stands in every field, as it was typed.</summary>
    public Dictionary<string, string> Values => Form.ToDictionary(answer => answer.Key, answer => answer.Value.ToString(), StringComparer.Ordinal);

    public string Text(string name) => Form[name].ToString().Trim();

    /// <summary>Whether a box is ticked.</summary>
    public bool Is(string name) => Form[name] == "true";

    /// <summary>A number; null where nothing stands.</summary>
    public decimal? Number(string name)
    {
        var text = Text(name).Replace(',', '.').Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= 1_000_000_000_000m)
        {
            return number;
        }

        wrong[name] = "number";
        return null;
    }

    /// <summary>A number that must stand; 0 where none does.</summary>
    public decimal Required(string name)
    {
        if (Text(name).Length == 0)
        {
            wrong[name] = "missing";
        }

        return Number(name) ?? 0;
    }

    /// <summary>A whole number; null where nothing stands.</summary>
    public int? Whole(string name)
    {
        if (Number(name) is not { } number)
        {
            return null;
        }

        if (decimal.Truncate(number) == number && Math.Abs(number) <= int.MaxValue)
        {
            return (int)number;
        }

        wrong[name] = "whole";
        return null;
    }

    /// <summary>Whole numbers, divided by commas or spaces.</summary>
    public IReadOnlyList<int> Numbers(string name)
    {
        var numbers = new List<int>();
        foreach (var part in Text(name).Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
            else
            {
                wrong[name] = "whole";
            }
        }

        return numbers;
    }

    /// <summary>A day; null where nothing stands.</summary>
    public Day? Day(string name)
    {
        if (Text(name).Length == 0)
        {
            return null;
        }

        if (Kernel.Day.TryParse(Text(name)) is { } day)
        {
            return day;
        }

        wrong[name] = "day";
        return null;
    }

    /// <summary>One of the words of an enumeration.</summary>
    public T Choice<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(Text(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default;

    /// <summary>A text; null where nothing stands.</summary>
    public string? Word(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>How a form writes a value: numbers with a point, days as 2026-03-01, ticks as true.</summary>
    public static string Written(object? value) => value switch
    {
        null => "",
        bool isSet => isSet ? "true" : "",
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
