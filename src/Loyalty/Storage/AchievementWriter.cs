using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Gathers what many members reached and were given as surprises, and writes it in set statements.</summary>
internal sealed class AchievementWriter
{
    private static readonly RowShape<(CustomerId Customer, Achievement Reached)> Achievements = new RowShape<(CustomerId Customer, Achievement Reached)>()
        .Id("customer_id", row => row.Customer.Value)
        .Text("achievement", row => row.Reached.Key)
        .Int("period", row => row.Reached.Period)
        .Int("is_held", row => row.Reached.IsHeld ? 1 : 0)
        .Int("reached_day", row => row.Reached.On.Number)
        .Int("programme_version", row => row.Reached.ProgrammeVersion)
        .Long("lot", row => row.Reached.Lot)
        .Text("badge", row => row.Reached.Badge)
        .OptionalId("order_id", row => row.Reached.Order?.Value);

    private static readonly RowShape<(CustomerId Customer, ChallengeStep Step)> Steps = new RowShape<(CustomerId Customer, ChallengeStep Step)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("fact_version", row => row.Step.FactVersion)
        .Text("challenge", row => row.Step.Challenge)
        .Int("day", row => row.Step.Day.Number)
        .Long("amount", row => row.Step.Amount);

    private static readonly RowShape<(CustomerId Customer, Gift Gift, Instant At)> Gifts = new RowShape<(CustomerId Customer, Gift Gift, Instant At)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("fact_version", row => row.Gift.FactVersion)
        .Long("given_at", row => row.At.Microseconds)
        .Int("day", row => row.Gift.Day.Number)
        .Text("campaign", row => row.Gift.Campaign)
        .Int("is_held_out", row => row.Gift.IsHeldOut ? 1 : 0)
        .Text("unit", row => row.Gift.Unit)
        .Long("points", row => row.Gift.Points)
        .Long("cost", row => row.Gift.Cost)
        .Text("reward", row => row.Gift.Reward)
        .Text("note", row => row.Gift.Note)
        .Text("reason", row => row.Gift.Reason)
        .Text("given_by", row => row.Gift.By)
        .Int("programme_version", row => row.Gift.ProgrammeVersion);

    private readonly Dictionary<(CustomerId Customer, string Key, int Period), Achievement> achievements = [];

    private readonly List<(CustomerId Customer, ChallengeStep Step)> steps = [];

    private readonly List<(CustomerId Customer, Gift Gift, Instant At)> gifts = [];

    /// <summary>Takes in what was decided for one member.</summary>
    public void Add(MemberEffects effects)
    {
        var book = effects.Ledger.Book;
        foreach (var (key, period) in effects.ChangedAchievements)
        {
            achievements[(book.Customer, key, period)] = book.Achievements[(key, period)];
        }

        steps.AddRange(effects.Steps.Select(step => (book.Customer, step)));
        gifts.AddRange(effects.Gifts.Select(gift => (book.Customer, gift, effects.Ledger.Source.At)));
    }

    /// <summary>Writes it.</summary>
    public void Write(WriteTransaction transaction)
    {
        transaction.Write(
            """
            INSERT INTO achievement (customer_id, achievement, period, is_held, reached_day, programme_version, lot, badge, order_id)
            SELECT rows.customer_id, rows.achievement, rows.period, rows.is_held, rows.reached_day, rows.programme_version, rows.lot, rows.badge, rows.order_id FROM {rows} WHERE true
            ON CONFLICT (customer_id, achievement, period) DO UPDATE SET
                is_held = excluded.is_held, reached_day = excluded.reached_day, programme_version = excluded.programme_version, lot = excluded.lot, badge = excluded.badge, order_id = excluded.order_id
            """,
            Achievements,
            [.. achievements.Select(row => (row.Key.Customer, row.Value))]);
        transaction.Write(
            """
            INSERT INTO challenge_step (customer_id, fact_version, challenge, day, amount)
            SELECT rows.customer_id, rows.fact_version, rows.challenge, rows.day, rows.amount FROM {rows}
            """,
            Steps,
            steps);
        transaction.Write(
            """
            INSERT INTO gift (customer_id, fact_version, given_at, day, campaign, is_held_out, unit, points, cost, reward, note, reason, given_by, programme_version)
            SELECT rows.customer_id, rows.fact_version, rows.given_at, rows.day, rows.campaign, rows.is_held_out, rows.unit, rows.points, rows.cost, rows.reward, rows.note, rows.reason, rows.given_by, rows.programme_version FROM {rows}
            """,
            Gifts,
            gifts);
    }
}
