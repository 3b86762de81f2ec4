using System.Data.Common;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>The only path by which the journal changes: gathers what is waiting, decides, and writes it in one transaction.</summary>
public sealed class JournalIntake : IDisposable
{
    private const int MostAttempts = 5;

    /// <summary>PostgreSQL commits side by side; more groups at once would only be smaller ones.</summary>
    private const int WorkersOnPostgreSql = 3;

    private readonly Database database;

    private readonly BusinessStore businesses;

    private readonly IReadOnlyList<IntakeParticipant> participants;

    private readonly ErasureRecord erasures;

    private readonly TimeProvider clock;

    /// <summary>Each thread remembers numbers for itself.</summary>
    private readonly ThreadLocal<Dimensions> dimensions = new(() => new Dimensions());

    private readonly CommitQueue<IntakeRequest, IntakeOutcome> queue;

    /// <summary>Starts intake on a database. There is one per node.</summary>
    public JournalIntake(
        Database database,
        BusinessStore businesses,
        IEnumerable<IntakeParticipant> participants,
        ErasureRecord erasures,
        TimeProvider clock,
        CommitQueueLimits? limits = null)
    {
        this.database = database;
        this.businesses = businesses;
        this.participants = [.. participants];
        this.erasures = erasures;
        this.clock = clock;
        queue = new CommitQueue<IntakeRequest, IntakeOutcome>(Commit, limits ?? new CommitQueueLimits { Workers = database.Engine is Engine.PostgreSql ? WorkersOnPostgreSql : 1 }, clock);
    }

    /// <summary>How many requests wait now.</summary>
    public int Waiting => queue.Count;

    /// <summary>Whether somebody waited for an answer within the last second: bulk work should be short then.</summary>
    public bool IsBusy => queue.IsBusy;

    /// <summary>About whom something was recorded by this program.</summary>
    public ChangedCustomers Changes { get; } = new();

    /// <summary>Asks for something that somebody waits for. The answer comes when it is durable; null when too much waits.</summary>
    /// <exception cref="IntakeException">A bug: the request could not be decided. It left nothing behind.</exception>
    public async Task<IntakeAnswer?> SubmitAsync(IntakeRequest request)
    {
        if (RequestCheck.Find(request) is { } refusal)
        {
            return new IntakeAnswer(IntakeStatus.Refused, null, null, null, refusal);
        }

        return queue.TrySubmit(request, RequestCheck.EstimateBytes(request), out var answer) ? Unwrap(await answer) : null;
    }

    /// <summary>Asks for bulk work, which waits behind what somebody waits for. The inner task ends when it is durable.</summary>
    public async ValueTask<Task<IntakeAnswer>> SubmitBulkAsync(IntakeRequest request, CancellationToken cancellation)
    {
        if (RequestCheck.Find(request) is { } refusal)
        {
            return Task.FromResult(new IntakeAnswer(IntakeStatus.Refused, null, null, null, refusal));
        }

        return UnwrapAsync(await queue.SubmitBulkAsync(request, cancellation));
    }

    /// <summary>Finishes what waits and ends.</summary>
    public void Dispose()
    {
        queue.Dispose();
        dimensions.Dispose();
    }

    private static async Task<IntakeAnswer> UnwrapAsync(Task<IntakeOutcome> outcome) => Unwrap(await outcome);

    private static IntakeAnswer Unwrap(IntakeOutcome outcome) => outcome.Answer
        ?? throw new IntakeException("The request could not be decided.", outcome.Error!);

    private Committed<IReadOnlyList<IntakeOutcome>> Commit(IReadOnlyList<IntakeRequest> requests)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var activity = JournalMeter.Activities.StartActivity("intake.commit");
                activity?.SetTag("regulars.requests", requests.Count);
                var begun = clock.GetTimestamp();
                var erased = new List<CustomerId>();
                var changed = new HashSet<CustomerId>();
                var regroups = requests.Any(ChangesWhoIsOne);
                if (regroups)
                {
                    // Said before too: whoever reads right after the commit must not hold two people for one, or one for two.
                    Changes.Note(null);
                }

                var committed = database.Commit<IReadOnlyList<IntakeOutcome>>(transaction => Run(transaction, requests, erased, changed));
                erasures.Note(erased);
                Changes.Note(regroups ? null : changed);
                JournalMeter.Committed(requests.Count, clock.GetElapsedTime(begun));
                return committed;
            }
            catch (DbException conflict) when (conflict.IsTransient && attempt < MostAttempts)
            {
                // Another node was faster; its rows are visible to the next attempt.
                dimensions.Value!.Forget();
            }
            catch (DbException conflict) when (conflict.SqlState is "23505" && attempt < MostAttempts)
            {
                dimensions.Value!.Forget();
            }
            catch
            {
                dimensions.Value!.Forget();
                throw;
            }
        }
    }

    private List<IntakeOutcome> Run(WriteTransaction transaction, IReadOnlyList<IntakeRequest> requests, List<CustomerId> erased, HashSet<CustomerId> changed)
    {
        var context = new IntakeContext(businesses.Current, Instant.Now(clock), clock, dimensions.Value!, participants, erasures, erased, changed);
        var outcomes = new List<IntakeOutcome>(requests.Count);
        for (var first = 0; first < requests.Count;)
        {
            if (IsDecidedInGroup(requests[first]))
            {
                var group = requests.Skip(first).TakeWhile(IsDecidedInGroup).ToList();
                outcomes.AddRange(new IntakeGroup(transaction, context).Run(group));
                first += group.Count;
            }
            else
            {
                outcomes.Add(AdministrativeStep.Run(transaction, context, requests[first++]));
            }
        }

        return outcomes;
    }

    private static bool ChangesWhoIsOne(IntakeRequest request) => request is LinkCustomers or UnlinkCustomer or EraseCustomer;

    private static bool IsDecidedInGroup(IntakeRequest request) => request is RecordOrder or RecordFact or SaveCustomer or RecordConsent;
}

/// <summary>A request could not be decided because of a bug; it left nothing behind.</summary>
public sealed class IntakeException(string message, Exception inner) : Exception(message, inner);

/// <summary>An answer, or the error of a decision that threw.</summary>
internal readonly record struct IntakeOutcome(IntakeAnswer? Answer, Exception? Error);

/// <summary>What every step of one transaction shares.</summary>
internal sealed record IntakeContext(
    Business Business,
    Instant Now,
    TimeProvider Clock,
    Dimensions Dimensions,
    IReadOnlyList<IntakeParticipant> Participants,
    ErasureRecord Erasures,
    List<CustomerId> Erased,
    HashSet<CustomerId> Changed);
