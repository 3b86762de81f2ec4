using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Celebrates milestones: the nth purchase with the order that is it, anniversaries and birthdays when the night job tells them.</summary>
internal sealed class MilestoneDecision(ProgrammeHistory programmes, MemberEffects effects, Day today)
{
    private readonly Prizes prizes = new(programmes, effects, today);

    private MemberBook Book => effects.Ledger.Book;

    /// <summary>Under which it is known that a milestone was reached, and the points for it; no rule has such a key.</summary>
    public static string KeyOf(Milestone milestone) => "milestone:" + milestone.Key;

    /// <summary>An order began to count, or no longer does.</summary>
    /// <param name="programme">The version of its day.</param>
    /// <param name="order">The order.</param>
    /// <param name="counts">Whether something of it is left.</param>
    /// <param name="before">How many purchases there were before it.</param>
    public void Order(CompiledProgramme programme, OrderId order, bool counts, long before)
    {
        if (!counts)
        {
            foreach (var lost in Book.Achievements.Values.Where(achievement => achievement is { IsHeld: true, IsChallenge: false } && achievement.Order == order).ToList())
            {
                prizes.TakeBack(lost, NameOf(lost));
            }

            return;
        }

        foreach (var milestone in programme.Programme.Milestones.Where(milestone => milestone is { IsRunning: true, Kind: MilestoneKind.Order } && programme.Programme.IsRunning))
        {
            foreach (var number in milestone.At.Where(number => IsDue(milestone, number, before + 1)))
            {
                var reached = new Achievement(KeyOf(milestone), number, today, programme.Programme.Version) { Order = order };
                prizes.Give(programme, reached, milestone.Prize, NameOf(milestone));
            }
        }
    }

    /// <summary>A day of the calendar was told, once for each number.</summary>
    public Refusal? Celebrate(CompiledProgramme present, string? key, int? number)
    {
        if (present.Programme.Milestones.FirstOrDefault(milestone => milestone.Key == key) is not { IsRunning: true, Kind: not MilestoneKind.Order } milestone
            || number is not { } year || !milestone.IsAt(year) || !present.Programme.IsRunning)
        {
            return new Refusal("milestone.unknown", "The programme celebrates no such day.", "milestone");
        }

        if (Book.Achievements.ContainsKey((KeyOf(milestone), year)))
        {
            return new Refusal("milestone.celebrated", "This day was celebrated before.", "number");
        }

        prizes.Give(present, new Achievement(KeyOf(milestone), year, today, present.Programme.Version), milestone.Prize, NameOf(milestone), isTold: true);
        return null;
    }

    /// <summary>The very purchase; or a later one, where the purchase that was it came back.</summary>
    private bool IsDue(Milestone milestone, int number, long purchase) =>
        Book.Achievements.GetValueOrDefault((KeyOf(milestone), number)) is { } known ? !known.IsHeld && number <= purchase : number == purchase;

    private string NameOf(Achievement reached) =>
        programmes.Of(reached.ProgrammeVersion).Programme.Milestones.FirstOrDefault(milestone => milestone.Key == reached.Part) is { } milestone ? NameOf(milestone) : reached.Part;

    private static string NameOf(Milestone milestone) => milestone.Name.Length == 0 ? milestone.Key : milestone.Name;
}
