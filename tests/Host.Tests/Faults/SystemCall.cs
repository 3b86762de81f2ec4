namespace Regulars.Host.Tests.Faults;

/// <summary>A system call that strace saw, at the place where it ended; a call that sends, where it began.</summary>
internal sealed record SystemCall(string Name, string Text, string Result)
{
    /// <summary>Whether it concerns a file whose name, written as <c>&lt;NAME></c>, has this part.</summary>
    public bool IsOn(string part) => Text.Contains(part, StringComparison.Ordinal);
}

/// <summary>Reads what strace wrote, putting together the calls that other threads interrupted.</summary>
internal static class SystemCalls
{
    private const string Unfinished = " <unfinished ...>";

    private const string Resumed = " resumed>";

    public static List<SystemCall> Read(string file)
    {
        var calls = new List<SystemCall>();
        var begun = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(file))
        {
            var thread = line[..line.IndexOf(' ')];
            var text = line[thread.Length..].TrimStart();
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                var start = text[..^Unfinished.Length];
                if (NameOf(start).StartsWith("send", StringComparison.Ordinal))
                {
                    calls.Add(new SystemCall(NameOf(start), start, ""));
                }
                else
                {
                    begun[thread] = start;
                }
            }
            else if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (begun.Remove(thread, out var start))
                {
                    Add(calls, start + text[(text.IndexOf(Resumed, StringComparison.Ordinal) + Resumed.Length)..]);
                }
            }
            else if (text.Contains('('))
            {
                Add(calls, text);
            }
        }

        return calls;
    }

    private static void Add(List<SystemCall> calls, string text) =>
        calls.Add(new SystemCall(NameOf(text), text, text[(text.LastIndexOf("= ", StringComparison.Ordinal) + 2)..].Split(' ')[0]));

    private static string NameOf(string text) => text[..text.IndexOf('(')];
}
