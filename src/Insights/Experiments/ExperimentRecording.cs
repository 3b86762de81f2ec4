using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Experiments;

/// <summary>Writes into the story of each customer of an experiment to which arm they were drawn, and goes on where it was stopped.
/// The draw is the definition; the fact is its record.</summary>
internal sealed class ExperimentRecording(Database database, JournalIntake intake)
{
    /// <summary>The kind of the facts.</summary>
    public const string Kind = "experiment.assigned";

    /// <summary>Who tells them.</summary>
    public const string Source = "experiments";

    private const int AtOnce = 500;

    /// <summary>Asks in the transaction that starts an experiment that its assignments be recorded.</summary>
    public static void Ask(WriteTransaction transaction, Guid experiment) =>
        transaction.Execute("INSERT INTO experiment_recording (experiment_id, after_customer, recorded) VALUES (@experiment, NULL, 0)", new { experiment });

    /// <summary>Records what still has to be; answers how many assignments were told.</summary>
    /// <param name="mayGoOn">Asked before each part; false ends the work.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between parts.</param>
    public async Task<long> RunAsync(Func<bool> mayGoOn, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var told = 0L;
        while (mayGoOn() && database.QueryFirst<WaitingRow>(
            """
            SELECT e.experiment_id AS Id, e.name AS Name, e.started_at AS StartedAt, r.after_customer AS AfterCustomer
            FROM experiment_recording r JOIN experiment e ON e.experiment_id = r.experiment_id ORDER BY e.started_at, e.experiment_id LIMIT 1
            """) is { } waiting)
        {
            cancellation.ThrowIfCancellationRequested();
            told += await RecordAsync(waiting, check, cancellation);
        }

        return told;
    }

    /// <summary>Records the next part of an experiment.</summary>
    private async Task<int> RecordAsync(WaitingRow waiting, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        // Who was forgotten meanwhile stays counted in their arm and has no story any more.
        var members = database.Query<(Guid Customer, int Arm)>(
            """
            SELECT x.customer_id, x.arm FROM experiment_member x JOIN customer c ON c.customer_id = x.customer_id AND c.erased_at IS NULL
            WHERE x.experiment_id = @Id AND x.customer_id > @after ORDER BY x.customer_id LIMIT @atOnce
            """,
            new { waiting.Id, after = waiting.AfterCustomer ?? Guid.Empty, atOnce = AtOnce });
        var answers = new List<Task<IntakeAnswer>>(members.Count);
        foreach (var (customer, arm) in members)
        {
            answers.Add(await intake.SubmitBulkAsync(Fact(waiting, customer, arm), cancellation));
        }

        await Task.WhenAll(answers);
        database.Write(transaction =>
        {
            check(transaction);
            if (members.Count < AtOnce)
            {
                transaction.Execute("DELETE FROM experiment_recording WHERE experiment_id = @Id", new { waiting.Id });
            }
            else
            {
                transaction.Execute(
                    "UPDATE experiment_recording SET after_customer = @last, recorded = recorded + @more WHERE experiment_id = @Id",
                    new { waiting.Id, last = members[^1].Customer, more = (long)members.Count });
            }
        });
        return members.Count;
    }

    private static RecordFact Fact(WaitingRow waiting, Guid customer, int arm)
    {
        var content = JsonSerializer.Serialize(new AssignmentContent(waiting.Name, AssignmentContent.WordOf(arm), waiting.Id), InsightsJson.Default.AssignmentContent);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{customer} {waiting.StartedAt} {content}")));
        return new RecordFact(
            new FactInput
            {
                Kind = Kind,
                Source = Source,
                OccurredAt = new Instant(waiting.StartedAt),
                Customer = new CustomerInput { Id = new CustomerId(customer), Identities = [] },
                Content = content,
            },
            IsOwn: true)
        { Key = new RequestKey(Source, $"{waiting.Id}:{customer}", hash) };
    }

    private sealed class WaitingRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public long StartedAt { get; init; }

        public Guid? AfterCustomer { get; init; }
    }
}
