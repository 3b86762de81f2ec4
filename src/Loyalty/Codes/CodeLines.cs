using System.Text;

namespace Regulars.Loyalty.Codes;

/// <summary>Codes as somebody pasted them or has them in a file: one on each line.</summary>
internal sealed record CodeLines
{
    /// <summary>More lines are not taken at once.</summary>
    public const int Most = 100_000;

    private const int MostShown = 100;

    /// <summary>The codes, each once, with the lines on which they stand first.</summary>
    public IReadOnlyList<CodeLine> Codes { get; private init; } = [];

    /// <summary>Lines on which a code stands again, of these the first hundred.</summary>
    public IReadOnlyList<CodeLine> Repeated { get; private init; } = [];

    /// <summary>How many lines have a code that stood before.</summary>
    public int RepeatedLines { get; private init; }

    /// <summary>The first line that holds no code; null where each does.</summary>
    public CodeLine? Wrong { get; private init; }

    /// <summary>Whether there are more lines than are taken.</summary>
    public bool IsTooLong { get; private init; }

    /// <summary>Reads lines; empty ones are passed over.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="isCode">Whether a code can be kept.</param>
    public static CodeLines Read(TextReader text, Func<string, bool> isCode)
    {
        var (codes, repeated, known) = (new List<CodeLine>(), new List<CodeLine>(), new HashSet<string>(StringComparer.Ordinal));
        var (line, repeatedLines) = (0, 0);
        while (text.ReadLine() is { } told)
        {
            line++;
            var code = told.Trim().Trim('"', '\uFEFF');
            if (code.Length == 0)
            {
                continue;
            }

            if (!isCode(code))
            {
                return new CodeLines { Wrong = new CodeLine(line, code.Length > 40 ? code[..40] + "…" : code) };
            }

            if (known.Add(code))
            {
                codes.Add(new CodeLine(line, code));
            }
            else if (++repeatedLines <= MostShown)
            {
                repeated.Add(new CodeLine(line, code));
            }

            if (codes.Count > Most)
            {
                return new CodeLines { IsTooLong = true };
            }
        }

        return new CodeLines { Codes = codes, Repeated = repeated, RepeatedLines = repeatedLines };
    }

    /// <summary>What the request says, for the key by which its repeat is known.</summary>
    public byte[] Hash() => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Codes.Select(line => line.Code))));
}

/// <summary>A code and where it stands.</summary>
/// <param name="Line">The line; the first has 1.</param>
/// <param name="Code">The code.</param>
public sealed record CodeLine(int Line, string Code);
