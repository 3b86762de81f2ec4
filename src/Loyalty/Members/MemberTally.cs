namespace Regulars.Loyalty.Members;

/// <summary>Sums rows of members as they are read.</summary>
internal sealed class MemberTally
{
    private readonly SortedDictionary<string, (decimal InFile, decimal Rejected)> units = new(StringComparer.Ordinal);

    public MemberTally()
    {
    }

    /// <summary>Goes on where an import was stopped.</summary>
    public MemberTally(MemberImportTotals before)
    {
        (Rows, Taken, Rejected, Differing) = (before.Rows, before.Taken, before.Rejected, before.Differing);
        foreach (var unit in before.Units)
        {
            units[unit.Unit] = (unit.InFile, unit.Rejected);
        }
    }

    public long Rows { get; private set; }

    public long Taken { get; private set; }

    public long Rejected { get; private set; }

    public long Differing { get; set; }

    /// <summary>Counts a row by what became of it.</summary>
    public void Count(ReadMember read, bool isTaken)
    {
        Rows++;
        if (isTaken)
        {
            Taken++;
        }
        else
        {
            Rejected++;
        }

        if (read.Unit is { } unit)
        {
            var sum = units.GetValueOrDefault(unit);
            units[unit] = (sum.InFile + read.Points, sum.Rejected + (isTaken ? 0 : read.Points));
        }
    }

    public MemberImportTotals Totals(IReadOnlyDictionary<string, decimal>? ledger) => new()
    {
        Rows = Rows,
        Taken = Taken,
        Rejected = Rejected,
        Differing = Differing,
        Units = [.. units.Select(unit => new MemberUnitTotal(unit.Key, unit.Value.InFile, unit.Value.Rejected, ledger?.GetValueOrDefault(unit.Key)))],
    };
}
