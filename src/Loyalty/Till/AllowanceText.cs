using System.Globalization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Till;

/// <summary>What an allowance says, line by line, so that a till can show it: the text of a signed note.</summary>
/// <remarks>The lines are <c>regulars-allowance-v1</c>, <c>allowance ID</c>, <c>customer ID</c>, <c>unit KEY</c>, <c>points NUMBER</c>, <c>issued TIME</c>
/// and <c>ends TIME</c>. The first is that of no checkpoint, so that neither is taken for the other.</remarks>
/// <param name="Id">The allowance.</param>
/// <param name="Customer">Whose points.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">How many may be taken.</param>
/// <param name="IssuedAt">When it was given.</param>
/// <param name="EndsAt">When it ends.</param>
internal sealed record AllowanceText(Guid Id, CustomerId Customer, string Unit, decimal Points, Instant IssuedAt, Instant EndsAt)
{
    private const string Form = "regulars-allowance-v1";

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>The text; null where it is not exactly that of an allowance.</summary>
    public static AllowanceText? Read(string text)
    {
        if (text.Split('\n') is not [Form, var id, var customer, var unit, var points, var issued, var ends, ""]
            || Value(id, "allowance") is not { } number || !Guid.TryParse(number, out var allowance)
            || Value(customer, "customer") is not { } who || !Guid.TryParse(who, out var whose)
            || Value(unit, "unit") is not { } key
            || Value(points, "points") is not { } many || !decimal.TryParse(many, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var most)
            || Time(Value(issued, "issued")) is not { } from || Time(Value(ends, "ends")) is not { } until)
        {
            return null;
        }

        var read = new AllowanceText(allowance, new CustomerId(whose), key, most, from, until);
        return read.ToString() == text ? read : null;
    }

    /// <summary>A moment as a till tells it, RFC 3339 with its offset; null where it is none.</summary>
    public static Instant? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Instant.From(time) : null;

    /// <summary>The text, with the line feed at its end.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Form}\nallowance {Id}\ncustomer {Customer}\nunit {Unit}\npoints {Points:0.####}\nissued {IssuedAt}\nends {EndsAt}\n");

    private static string? Value(string line, string name) => line.StartsWith(name + " ", StringComparison.Ordinal) ? line[(name.Length + 1)..] : null;
}
