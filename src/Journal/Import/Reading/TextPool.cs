using System.Runtime.InteropServices;

namespace Regulars.Journal.Import.Reading;

/// <summary>Keeps one string for equal text, so that a code or a name that stands on many lines is held once.</summary>
/// <remarks>Bounded: beyond its capacity, or for long text, a new string is made each time.</remarks>
internal sealed class TextPool(int capacity = 1 << 17)
{
    private const int LongestKept = 200;

    private string?[] slots = new string?[1024];
    private int count;

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestKept)
        {
            return text.ToString();
        }

        var mask = slots.Length - 1;
        var slot = (int)(TextHash.Of(text) & (ulong)mask);
        while (slots[slot] is { } kept)
        {
            if (text.SequenceEqual(kept))
            {
                return kept;
            }

            slot = (slot + 1) & mask;
        }

        var made = text.ToString();
        if (count < capacity)
        {
            slots[slot] = made;
            if (++count * 2 > slots.Length)
            {
                Grow();
            }
        }

        return made;
    }

    private void Grow()
    {
        var old = slots;
        slots = new string?[old.Length * 2];
        var mask = slots.Length - 1;
        foreach (var text in old)
        {
            if (text is null)
            {
                continue;
            }

            var slot = (int)(TextHash.Of(text) & (ulong)mask);
            while (slots[slot] is not null)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = text;
        }
    }
}

/// <summary>A hash of text that is the same in every run, so that the same file always gives the same sequence.</summary>
internal static class TextHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(ReadOnlySpan<char> text, ulong seed = 0)
    {
        unchecked
        {
            var hash = seed ^ ((ulong)text.Length * Multiplier);
            var words = MemoryMarshal.Cast<char, ulong>(text);
            foreach (var word in words)
            {
                hash = Mix(hash ^ word);
            }

            ulong rest = 0;
            foreach (var letter in text[(words.Length * 4)..])
            {
                rest = (rest << 16) | letter;
            }

            hash = Mix(hash ^ rest);
            return hash ^ (hash >> 32);
        }
    }

    public static ulong Join(ulong left, ulong right) => unchecked(Mix(left ^ (right + Multiplier)));

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value *= Multiplier;
            return value ^ (value >> 29);
        }
    }
}
