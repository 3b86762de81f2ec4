using System.Text;

namespace Regulars.Transparency;

/// <summary>What may stand in a note (C2SP signed-note, "Format").</summary>
internal static class NoteText
{
    /// <summary>What is wrong with a text that is to be signed; null when nothing is.</summary>
    public static Refusal? Fault(string? text) =>
        FaultOfCharacters(text) ?? (text!.EndsWith('\n') ? null : new Refusal("note.text", "The text of a note ends with a line feed."));

    /// <summary>What is wrong with the characters of a note; null when nothing is.</summary>
    public static Refusal? FaultOfCharacters(string? text)
    {
        if (text is null)
        {
            return new Refusal("note.text", "There is no text.");
        }

        if (text.Length > SignedNote.LongestBytes || Encoding.UTF8.GetByteCount(text) > SignedNote.LongestBytes)
        {
            return TooLarge();
        }

        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                return new Refusal("note.characters", $"The character at {at} is half of a pair.");
            }

            if (rune.Value < ' ' && rune.Value != '\n')
            {
                return new Refusal("note.characters", $"The character at {at} is a control character, and only line feeds are allowed.");
            }

            at += rune.Utf16SequenceLength;
        }

        return null;
    }

    public static Refusal TooLarge() => new("note.too_large", $"A note has at most {SignedNote.LongestBytes} bytes.");

    /// <summary>Whether a key may have this name: not empty, without spaces, plus signs and control characters.</summary>
    public static bool IsKeyName(string name) =>
        name.Length > 0 && !name.Any(letter => char.IsWhiteSpace(letter) || letter == '+') && FaultOfCharacters(name) is null;
}
