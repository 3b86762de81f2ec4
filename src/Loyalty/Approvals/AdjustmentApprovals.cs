using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Approvals;

/// <summary>Has a second person agree to points given or taken by hand, and then moves them. Each member's movement is known by the
/// request and the member, so that applying twice, or again after a stop, moves them once.</summary>
internal sealed partial class AdjustmentApprovals(ApprovalStore store, JournalIntake intake, TimeProvider clock, ILogger<AdjustmentApprovals> log)
{
    private const int SliceSize = 500;

    /// <summary>So long does a page wait for the end; what takes longer goes on behind it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Task> running = new();

    /// <summary>Approves and applies; what is of many customers goes on behind the answer. Nobody approves what they asked for.</summary>
    public async Task<Result<Approval>> ApproveAsync(Guid id, Caller by, CancellationToken cancellation)
    {
        if (Refuse(id, by, "applied") is { } refusal)
        {
            return refusal;
        }

        store.Decide(id, "approved", by.Name, null);
        if (store.Find(id) is { Members: > SliceSize })
        {
            await BeginAsync(id);
        }
        else
        {
            await ApplyAsync(id, cancellation);
        }

        return store.Find(id)!;
    }

    /// <summary>Rejects, and says why.</summary>
    public Result<Approval> Reject(Guid id, Caller by, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500 || !Text.CanBeKept(reason))
        {
            return new Refusal("approval.reason", "Say why, in at most 500 characters.", "reason");
        }

        if (Refuse(id, by, "rejected") is { } refusal)
        {
            return refusal;
        }

        store.Decide(id, "rejected", by.Name, reason.Trim());
        return store.Find(id)!;
    }

    /// <summary>Begins to apply what is approved. What ends early is gone on with by the daily work.</summary>
    public async Task BeginAsync(Guid id)
    {
        var work = running.GetOrAdd(id, key => Task.Run(() => RunOneAsync(key)));
        await Task.WhenAny(work, Task.Delay(Patience, clock));
    }

    /// <summary>Goes on with what was approved and not applied whole.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var id in store.Unfinished())
        {
            await ApplyAsync(id, cancellation);
        }
    }

    private async Task RunOneAsync(Guid id)
    {
        try
        {
            await ApplyAsync(id, CancellationToken.None);
        }
        catch (Exception error)
        {
            LogStopped(log, error);
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Points of many customers could not be moved whole; it goes on within a minute.")]
    private static partial void LogStopped(ILogger logger, Exception error);

    private Refusal? Refuse(Guid id, Caller by, string wanted) => store.Find(id) switch
    {
        null => new Refusal("approval.unknown", "There is no such request.", "id"),
        { State: "waiting" } waiting when waiting.IsOf(by) => new Refusal("approval.own", "A second person has to decide: nobody approves their own request.", "id"),
        { State: "waiting" } => null,
        { State: "approved" } when wanted == "applied" => null,
        { } decided when decided.State == wanted => null,
        _ => new Refusal("approval.decided", "This request was decided already.", "id"),
    };

    private async Task ApplyAsync(Guid id, CancellationToken cancellation)
    {
        if (store.Find(id) is not { State: "approved" } approval)
        {
            return;
        }

        while (store.Open(id, SliceSize) is { Count: > 0 } members)
        {
            cancellation.ThrowIfCancellationRequested();
            var answers = new List<(CustomerId Customer, Task<IntakeAnswer> Answer)>();
            foreach (var (customer, points) in members)
            {
                var member = new CustomerId(customer);
                answers.Add((member, await intake.SubmitBulkAsync(Fact(approval, member, points), cancellation)));
            }

            var outcomes = new List<(CustomerId Customer, string Outcome)>();
            foreach (var (customer, answer) in answers)
            {
                outcomes.Add((customer, (await answer).Refusal?.Code ?? "applied"));
            }

            store.Note(id, outcomes);
        }

        store.Finish(id);
    }

    private RecordFact Fact(Approval approval, CustomerId customer, long parts)
    {
        var content = new PointsCommand { Unit = approval.Unit, Parts = parts, Reason = approval.Reason, By = approval.AskedBy, Approval = approval.Id, ApprovedBy = approval.DecidedBy }.Write();
        var fact = new FactInput
        {
            Kind = PointsFacts.Adjusted,
            Source = "regulars",
            OccurredAt = Instant.Now(clock),
            Customer = new CustomerInput { Id = customer, Identities = [] },
            Content = content,
        };
        return new RecordFact(fact, IsOwn: true)
        {
            Key = new RequestKey("regulars", $"approval:{approval.Id:N}:{customer.Value:N}", SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content))),
        };
    }
}
