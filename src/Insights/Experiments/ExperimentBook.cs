using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Statistics.Experiments;
using Regulars.Storage;

namespace Regulars.Insights.Experiments;

/// <summary>Starts experiments, draws who is held out, and measures them.</summary>
internal sealed class ExperimentBook(Database database, SegmentBook segments, ModelStore models, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 80;

    private const int LongestAbout = 500;

    private const int MostDays = 365;

    private const string Columns =
        """
        e.experiment_id AS Id, e.name AS Name, e.about AS About, e.held_out AS HeldOutShare, e.days AS Days, e.cost_each AS CostEach,
        e.started_day AS StartedDay, e.started_by AS StartedBy,
        (SELECT count(*) FROM experiment_member m WHERE m.experiment_id = e.experiment_id) AS Members,
        (SELECT r.recorded FROM experiment_recording r WHERE r.experiment_id = e.experiment_id) AS Recording
        """;

    private static readonly RowShape<MemberRow> Shape = new RowShape<MemberRow>()
        .Id("customer_id", row => row.Customer).Id("experiment_id", row => row.Experiment).Int("arm", row => row.Arm);

    /// <summary>All, the newest first.</summary>
    public IReadOnlyList<Experiment> All() => database.Query<Experiment>($"SELECT {Columns} FROM experiment e ORDER BY e.started_at DESC LIMIT 200");

    /// <summary>One; null when there is none.</summary>
    public Experiment? Find(Guid id) => database.QueryFirst<Experiment>($"SELECT {Columns} FROM experiment e WHERE e.experiment_id = @id", new { id });

    /// <summary>Starts an experiment on everybody in a segment, or on every customer; a refusal says what must be put right.</summary>
    public Result<Guid> Start(string name, string about, Guid? segment, double heldOutShare, int days, long costEach, string by)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > LongestName || about.Length > LongestAbout)
        {
            return new Refusal("experiment.name", $"An experiment has a name of 1 to {LongestName} characters and at most {LongestAbout} about it.", "name");
        }

        if (heldOutShare is not (>= 0.01 and <= 0.9))
        {
            return new Refusal("experiment.share", "From 1 to 90 per cent can be held out.", "heldOut");
        }

        if (days is < 1 or > MostDays || costEach < 0)
        {
            return new Refusal("experiment.days", $"Spend is counted for 1 to {MostDays} days, and what it costs is not negative.", "days");
        }

        var members = segment is { } chosen
            ? database.Query<Guid>("SELECT customer_id FROM segment_member WHERE segment_id = @chosen", new { chosen })
            : database.Query<Guid>("SELECT customer_id FROM customer_list WHERE orders > 0");
        if ((segment is { } asked && segments.Find(asked) is null) || members.Count == 0)
        {
            return new Refusal("experiment.nobody", "Nobody is in this segment; choose another.", "segment");
        }

        var now = Instant.Now(clock);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var key = models.AssignmentKey(_ => { });
        database.WriteInParts(
            "INSERT INTO experiment_member (customer_id, experiment_id, arm) SELECT rows.customer_id, rows.experiment_id, rows.arm FROM {rows} WHERE true",
            Shape,
            members.Select(customer => new MemberRow(
            customer, id, Assignment.Arm(key, $"experiment:{id}", customer.ToString(), [1 - heldOutShare, heldOutShare]))),
            _ => { });

        // Last, so that an experiment is there whole or not at all.
        database.Write(transaction =>
        {
            transaction.Execute(
                """
                INSERT INTO experiment (experiment_id, name, about, held_out, days, cost_each, started_day, started_at, started_by)
                VALUES (@id, @trimmed, @about, @heldOutShare, @days, @costEach, @day, @at, @by)
                """,
                new { id, trimmed, about, heldOutShare, days, costEach, day = businesses.Current.Calendar.DayOf(now).Number, at = now.Microseconds, by });
            ExperimentRecording.Ask(transaction, id);
        });
        return id;
    }

    /// <summary>Measures an experiment by what is known now.</summary>
    public ExperimentResult Measure(Experiment experiment)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock)).Number;
        var passed = Math.Clamp(today - experiment.StartedDay, 0, experiment.Days);
        var rows = database.Query<(int Arm, double After, double Before)>(
            """
            SELECT max(x.arm),
                   CAST(coalesce(sum(CASE WHEN d.day > @start AND d.day <= @until THEN d.gross ELSE 0 END), 0) AS {real}),
                   CAST(coalesce(sum(CASE WHEN d.day > @from AND d.day <= @start THEN d.gross ELSE 0 END), 0) AS {real})
            FROM experiment_member x JOIN customer m ON m.group_id = x.customer_id
            LEFT JOIN customer_day d ON d.customer_id = m.customer_id AND d.day > @from AND d.day <= @until
            WHERE x.experiment_id = @Id GROUP BY x.customer_id
            """,
            new { experiment.Id, start = experiment.StartedDay, until = experiment.StartedDay + passed, from = experiment.StartedDay - experiment.Days });
        return ExperimentResult.Of(
            [.. rows.Select(row => row.After)], [.. rows.Select(row => row.Before)], [.. rows.Select(row => row.Arm == 0)],
            experiment.HeldOutShare, today > experiment.StartedDay + experiment.Days);
    }

    /// <summary>Those for whom it is to be done, part by part.</summary>
    public IEnumerable<SegmentMember> Treated(Guid id, int atOnce)
    {
        var after = Guid.Empty;
        List<SegmentMember> rows;
        do
        {
            rows = database.Query<SegmentMember>(
                """
                SELECT x.customer_id AS Id, l.name AS Name, l.orders AS Orders, l.gross - l.returned AS Net, l.last_purchase_day AS LastDay
                FROM experiment_member x JOIN customer_list l ON l.customer_id = x.customer_id
                JOIN customer c ON c.customer_id = x.customer_id AND c.erased_at IS NULL
                WHERE x.experiment_id = @id AND x.arm = 0 AND x.customer_id > @after ORDER BY x.customer_id LIMIT @atOnce
                """,
                new { id, after, atOnce });
            foreach (var row in rows)
            {
                yield return row;
                after = row.Id;
            }
        }
        while (rows.Count == atOnce);
    }

    private readonly record struct MemberRow(Guid Customer, Guid Experiment, int Arm);
}

/// <summary>A trial of something that is done for some customers and not for others.</summary>
public sealed class Experiment
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is done for the treated.</summary>
    public string About { get; init; } = "";

    /// <summary>The share that is held out.</summary>
    public double HeldOutShare { get; init; }

    /// <summary>Spend is counted for so many days after the start.</summary>
    public int Days { get; init; }

    /// <summary>What it costs for each treated customer, in minor units.</summary>
    public long CostEach { get; init; }

    /// <summary>The number of the day on which it started.</summary>
    public int StartedDay { get; init; }

    /// <summary>Who started it.</summary>
    public string StartedBy { get; init; } = "";

    /// <summary>How many customers take part, held out or not.</summary>
    public long Members { get; init; }

    /// <summary>Into how many of their stories the assignment is written so far; null when that is done.</summary>
    public long? Recording { get; init; }
}
