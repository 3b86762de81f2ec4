using System.Text.Json;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Pages;

/// <summary>Says what happened at the till and to a member, in the reader's words.</summary>
internal static class TillWords
{
    private const int DigitsOfNumber = 5;

    /// <summary>A name as a till shows it to whoever stands near: Anna M. Of a phone or an e-mail address that stands for a name, only a part.</summary>
    public static string? Short(string? name)
    {
        var words = name?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (words.Length == 0)
        {
            return null;
        }

        if (name!.Contains('@') || name.Count(char.IsAsciiDigit) >= DigitsOfNumber)
        {
            return "… " + name.TrimEnd()[^Math.Min(3, name.TrimEnd().Length)..];
        }

        return words.Length == 1 ? words[0] : $"{words[0]} {FirstLetter(words[^1])}.";
    }

    /// <summary>Why a basket was not booked.</summary>
    public static string Refusal(Reader reader, Refusal? refusal) => refusal?.Code switch
    {
        null => reader.Text("done.busy"),
        "points.not_enough" => reader.Text("till.refused.not_enough"),
        "points.too_much" => reader.Text("till.refused.too_much"),
        "till.too_late" => reader.Text("till.refused.too_late"),
        "request.key_reused" => reader.Text("till.refused.booked"),
        _ => refusal.Detail,
    };

    /// <summary>A movement as a sentence for the member.</summary>
    public static string Moved(Reader reader, PointUnit? unit, PostingRow row)
    {
        var count = unit is null ? reader.Formats.Number(row.Amount, row.Amount.Scale) : PointsWords.Count(reader, unit, row.Amount);
        var isTaken = (PostingReason)row.Reason is PostingReason.Adjusted && PointsWords.Change(row) < 0;
        return reader.Text(isTaken ? "member.taken" : $"member.moved.{JsonNamingPolicy.SnakeCaseLower.ConvertName(((PostingReason)row.Reason).ToString())}", count);
    }

    private static string FirstLetter(string word) => System.Globalization.StringInfo.GetNextTextElement(word);
}
