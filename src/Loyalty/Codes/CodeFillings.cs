using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Codes;

/// <summary>Fills pools behind the pages, a slice in each transaction. What stopped half way is done whole by doing the same again: codes that
/// are known change nothing, and each slice of made codes has a key of its own.</summary>
internal sealed partial class CodeFillings(CodePools pools, TimeProvider clock, ILogger<CodeFillings> log)
{
    private const int SliceSize = 5_000;

    private const int MostShown = 100;

    /// <summary>So many are remembered; then the oldest is forgotten.</summary>
    private const int MostKept = 100;

    private readonly ConcurrentDictionary<Guid, CodeFilling> fillings = new();

    /// <summary>One filling of this node; null where it is not known here.</summary>
    public CodeFilling? Find(Guid id) => fillings.GetValueOrDefault(id);

    /// <summary>Begins to add codes that come from elsewhere; answers at once.</summary>
    public Task Import(Guid id, string pool, CodeLines lines, bool? reissue) => Begin(
        new CodeFilling { Id = id, Pool = pool, Total = lines.Codes.Count, Known = lines.RepeatedLines, FirstKnown = lines.Repeated },
        lines.Codes.Chunk(SliceSize).Select(slice => (Func<CodeFilling, CodeFilling>)(before =>
        {
            var added = pools.Add(pool, [.. slice.Select(line => line.Code)], reissue, null).Value;
            var known = added.Known.ToHashSet(StringComparer.Ordinal);
            return before with
            {
                Done = before.Done + slice.Length,
                Added = before.Added + added.Added,
                Known = before.Known + known.Count,
                FirstKnown = [.. before.FirstKnown.Concat(slice.Where(line => known.Contains(line.Code))).OrderBy(line => line.Line).Take(MostShown)],
            };
        })));

    /// <summary>Begins to make codes; answers at once. The same id makes the same ones.</summary>
    public Task Make(Guid id, string pool, int count, string prefix, bool? reissue) => Begin(
        new CodeFilling { Id = id, Pool = pool, Total = count },
        Enumerable.Range(0, (count + SliceSize - 1) / SliceSize).Select(slice => (Func<CodeFilling, CodeFilling>)(before =>
        {
            var most = Math.Min(SliceSize, count - (slice * SliceSize));
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{pool} {count} {prefix} {reissue}"));
            var made = pools.Make(pool, most, prefix, reissue, new RequestKey("console", $"codes:{id:N}:{slice}", hash));
            return made.Refusal is null ? before with { Done = before.Done + most, Added = before.Added + made.Value.Added } : before with { HasFailed = true };
        })));

    private Task Begin(CodeFilling filling, IEnumerable<Func<CodeFilling, CodeFilling>> slices)
    {
        if (!fillings.TryAdd(filling.Id, filling))
        {
            return Task.CompletedTask;
        }

        foreach (var old in fillings.Keys.Order().Take(Math.Max(0, fillings.Count - MostKept)))
        {
            fillings.TryRemove(old, out _);
        }

        return Task.Run(() => Run(filling, slices));
    }

    private void Run(CodeFilling filling, IEnumerable<Func<CodeFilling, CodeFilling>> slices)
    {
        var begun = clock.GetTimestamp();
        try
        {
            foreach (var slice in slices)
            {
                filling = slice(filling);
                fillings[filling.Id] = filling;
                if (filling.HasFailed)
                {
                    return;
                }
            }

            fillings[filling.Id] = filling with { IsDone = true };
            LogDone(log, filling.Added, (long)clock.GetElapsedTime(begun).TotalMilliseconds);
        }
        catch (Exception error)
        {
            fillings[filling.Id] = filling with { HasFailed = true };
            LogFailed(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Codes} codes were added to a pool in {Milliseconds} ms.")]
    private static partial void LogDone(ILogger logger, long codes, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A pool of codes could not be filled whole.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
