using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Decides what a member brings from another program: a lot of their balance, and the level they had.</summary>
internal sealed class OpeningBalance(CompiledProgramme programme, PointsLedger ledger, Day today)
{
    /// <summary>The most points that one row can bring.</summary>
    public const decimal Most = 1_000_000_000_000m;

    private const string RuleBeginning = "import:";

    /// <summary>Under which rule the balances of a file stand in the ledger.</summary>
    public static string RuleOf(byte[] fileHash) => RuleBeginning + Convert.ToHexStringLower(fileHash.AsSpan(0, 8));

    /// <summary>Gives the balance and the level, or says why not.</summary>
    public Refusal? Decide(PointsCommand command)
    {
        if (programme.Programme.Unit(command.Unit) is not { } unit)
        {
            return PointsRefusals.UnknownUnit(command.Unit);
        }

        if (command.Points is not { } points || points < 0 || points > Most || !unit.Fits(points))
        {
            return new Refusal("points.amount", $"A number of points, not below zero, with at most {unit.Scale} decimals.", "points");
        }

        var earnedOn = command.EarnedOn ?? today;
        var lastDay = command.LastDay ?? unit.LastDay(earnedOn);
        if (points > 0 && lastDay < today)
        {
            return new Refusal("member.expired", "These points have expired; leave the row out, or say a later last day.", "lastDay");
        }

        if (command.Level is { } level && !Raise(level))
        {
            return new Refusal("member.level", $"The programme has no level '{level}'.", "level");
        }

        if (points > 0)
        {
            ledger.Give(
                new Lot(++ledger.Book.LastLot, unit.Key, unit.ToParts(points), earnedOn)
                {
                    LastDay = lastDay,
                    ActiveFrom = today,
                    Rule = command.Import,
                    ProgrammeVersion = programme.Programme.Version,
                },
                today,
                PostingReason.Imported);
        }

        return null;
    }

    /// <summary>A level that was had elsewhere is kept as long as one that was reached today; a higher one that the member has stays.</summary>
    private bool Raise(string key)
    {
        foreach (var set in programme.Programme.LevelSets)
        {
            var place = set.Levels.ToList().FindIndex(level => level.Key == key);
            if (place < 0)
            {
                continue;
            }

            if (place > (ledger.Book.Levels.GetValueOrDefault(set.Key)?.Place ?? 0))
            {
                ledger.Book.Levels[set.Key] = new LevelStanding(place, place, today, set.CheckAfter(today));
            }

            return true;
        }

        return false;
    }
}
