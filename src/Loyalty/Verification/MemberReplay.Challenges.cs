using System.Text.Json;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Verification;

/// <summary>Progress of challenges against what orders and facts counted, prizes against what was reached, gifts against the postings.</summary>
internal sealed partial class MemberReplay
{
    private readonly List<AchievementRow> achievements = [];

    private readonly List<StepRow> steps = [];

    private readonly Dictionary<(string Measure, int Day), long> progress = [];

    private readonly List<GiftReplayRow> gifts = [];

    private LedgerFault? FindInChallenges()
    {
        var expected = new Dictionary<(string Measure, int Day), long>();
        foreach (var step in steps)
        {
            if (step.Kind.Length == 0 || step.FactDay != step.Day || !programmes.Values.Any(programme => programme.Challenges.Any(challenge => challenge.Key == step.Challenge && challenge.On == step.Kind)))
            {
                return Fault("challenge_step", Text(step.FactVersion), "fact_version", step.Kind.Length == 0 ? "–" : step.Kind, step.Challenge);
            }

            Add("challenge:" + step.Challenge, step.Day, step.Amount);
        }

        foreach (var (_, document) in orders)
        {
            var entry = JsonSerializer.Deserialize(document, LoyaltyJson.Default.OrderEntry)!;
            foreach (var (challenge, amount) in entry.Challenges ?? new Dictionary<string, long>())
            {
                Add("challenge:" + challenge, entry.Day.Number, amount);
            }
        }

        foreach (var key in progress.Keys.Union(expected.Keys))
        {
            if (progress.GetValueOrDefault(key) is var found && expected.GetValueOrDefault(key) is var sum && found != sum)
            {
                return Fault("level_progress", key.Measure, "amount", Text(found), Text(sum));
            }
        }

        return FindInAchievements();

        void Add(string measure, int day, long amount) => expected[(measure, day)] = expected.GetValueOrDefault((measure, day)) + amount;
    }

    /// <summary>What stands is reached by what counts, and had its prize; no prize is without something that was reached.</summary>
    private LedgerFault? FindInAchievements()
    {
        var book = new MemberBook(new CustomerId(Customer));
        foreach (var ((measure, day), amount) in progress)
        {
            book.Count(measure, new Day(day), amount);
        }

        foreach (var reached in achievements)
        {
            var programme = programmes[reached.ProgrammeVersion];
            var row = $"{reached.Key} {Text(reached.Period)}";
            if (reached.IsHeld && programme.Challenges.FirstOrDefault(challenge => ChallengeTime.KeyOf(challenge) == reached.Key) is { } challenge
                && !ChallengeTime.IsReached(challenge, currency, book, reached.Period))
            {
                return Fault("achievement", row, "is_held", "1", "0");
            }

            if (reached.Lot > 0 && !postings.Exists(posting => posting.Lot == reached.Lot && posting.Reason is PostingReason.Prize && posting.Source.Rule == reached.Key))
            {
                return Fault("achievement", row, "lot", Text(reached.Lot), "–");
            }
        }

        var given = postings.Find(posting => posting.Reason is PostingReason.Prize && !achievements.Exists(reached => reached.Key == posting.Source.Rule));
        return given is null ? null : Fault("achievement", given.Source.Rule ?? "", "achievement", "–", given.Source.Rule ?? "");
    }

    private LedgerFault? FindInGifts()
    {
        var given = postings.Where(posting => posting.Reason is PostingReason.Gift).GroupBy(posting => posting.Source.FactVersion).ToDictionary(group => group.Key, group => group.Sum(posting => posting.Points));
        foreach (var gift in gifts)
        {
            if (given.GetValueOrDefault(gift.FactVersion) is var points && points != gift.Points)
            {
                return Fault("gift", Text(gift.FactVersion), "points", Text(gift.Points), Text(points));
            }

            given.Remove(gift.FactVersion);
        }

        return given.Count == 0 ? null : Fault("gift", Text(given.First().Key), "points", "–", Text(given.First().Value));
    }

    private sealed record AchievementRow(string Key, int Period, bool IsHeld, int ProgrammeVersion, long Lot);

    private sealed record StepRow(long FactVersion, string Challenge, int Day, long Amount, string Kind, int FactDay);

    private sealed record GiftReplayRow(long FactVersion, string Unit, string Campaign, Day Day, long Points, long Cost, bool IsHeldOut);
}
