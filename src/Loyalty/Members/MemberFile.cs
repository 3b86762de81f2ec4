using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Members;

/// <summary>A file of members, read row by row in the one way in which it writes its dates and numbers.</summary>
internal sealed class MemberFile
{
    private const int LongestName = 200;

    private const int LongestIdentity = 320;

    private readonly TableFile table;
    private readonly TableValues values;
    private readonly Programme programme;
    private readonly Day today;
    private readonly Dictionary<MemberColumn, int> columns;

    private MemberFile(TableFile table, TableValues values, Dictionary<MemberColumn, int> columns, Programme programme, Day today)
    {
        this.table = table;
        this.values = values;
        this.columns = columns;
        this.programme = programme;
        this.today = today;
    }

    /// <summary>The columns, in their order.</summary>
    public IReadOnlyList<MemberColumnFound> Columns => [.. table.Headings.Select((heading, at) => new MemberColumnFound(
        heading, columns.Where(column => column.Value == at).Select(column => (MemberColumn?)column.Key).FirstOrDefault()))];

    /// <summary>Recognises a file; refused where it is no table, or has no column by which members are known, or none of balances.</summary>
    /// <param name="source">The file.</param>
    /// <param name="programme">What units and levels there are.</param>
    /// <param name="today">The present day.</param>
    /// <param name="told">What each column holds where somebody said it; null: as its heading says.</param>
    public static Result<MemberFile> Open(ImportSource source, Programme programme, Day today, IReadOnlyList<MemberColumn?>? told = null)
    {
        var opened = TableFile.Open(source);
        if (opened.Refusal is { } refusal)
        {
            return refusal;
        }

        var read = opened.Value;
        var found = ColumnsOf(read.Headings, told);
        var positions = found.Select((column, at) => (column, at)).Where(pair => pair.column is not null).ToDictionary(pair => pair.column!.Value, pair => pair.at);
        if (!positions.ContainsKey(MemberColumn.Card) && !positions.ContainsKey(MemberColumn.Phone) && !positions.ContainsKey(MemberColumn.Email))
        {
            return new Refusal("members.no_identity", "No column holds cards, phones or e-mail addresses; head one so.", string.Join(", ", read.Headings));
        }

        if (!positions.TryGetValue(MemberColumn.Balance, out var balance))
        {
            return new Refusal("members.no_balance", "No column holds balances; head one so.", string.Join(", ", read.Headings));
        }

        MemberColumn[] dates = [MemberColumn.Birthday, MemberColumn.LastDay, MemberColumn.EarnedOn];
        try
        {
            var cells = read.Values([.. positions.Where(position => dates.Contains(position.Key)).Select(position => position.Value)], [balance]);
            return cells.Refusal is { } contradiction ? contradiction : new MemberFile(read, cells.Value, positions, programme, today);
        }
        catch (TableCellException torn)
        {
            return new Refusal("members.torn", "A row is torn, too long or no text; mend it.", torn.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (InvalidDataException)
        {
            return new Refusal("import.container_damaged", "The file is damaged.");
        }
        catch (OpenedTooLargeException)
        {
            return new Refusal("import.opened_too_large", "The compressed file holds more than may be opened of it; divide it.");
        }
    }

    /// <summary>What each column holds: as somebody said, or as its heading says. Of two columns that hold the same, the first is read.</summary>
    public static IReadOnlyList<MemberColumn?> ColumnsOf(IReadOnlyList<string> headings, IReadOnlyList<MemberColumn?>? told)
    {
        if (told is null)
        {
            return MemberHeadings.Recognise(headings);
        }

        var taken = new HashSet<MemberColumn>();
        return [.. headings.Select((_, at) => at < told.Count && told[at] is { } column && taken.Add(column) ? column : (MemberColumn?)null)];
    }

    /// <summary>Every row, one after another.</summary>
    public IEnumerable<ReadMember> Rows() => table.Rows().Select(Read);

    private ReadMember Read(TableRow row)
    {
        var (unit, points) = ((string?)null, 0m);
        try
        {
            var named = Text(row, MemberColumn.Unit);
            var kind = named.Length == 0 ? programme.Unit(null) : programme.Units.FirstOrDefault(known => Is(named, known.Key, known.Name));
            if (kind is null)
            {
                return Reject(row, "members.unit", MemberColumn.Unit, unit, points);
            }

            if (Number(row) is not { } balance)
            {
                return Reject(row, "members.balance", MemberColumn.Balance, unit, points);
            }

            (unit, points) = (kind.Key, balance);
            return points < 0 || points > OpeningBalance.Most || !kind.Fits(points)
                ? Reject(row, points < 0 ? "members.below_zero" : "members.decimals", MemberColumn.Balance, unit, points)
                : Read(row, kind, points);
        }
        catch (TableCellException fault)
        {
            return new ReadMember(null, new RejectedMember(row.Line, fault.Fault is TableCellFault.Date ? "members.date" : "members.balance", fault.Column, fault.Text), unit, points);
        }
    }

    private ReadMember Read(TableRow row, PointUnit unit, decimal points)
    {
        var (birthday, lastDay, earnedOn) = (Day(row, MemberColumn.Birthday), Day(row, MemberColumn.LastDay), Day(row, MemberColumn.EarnedOn));
        if (earnedOn > today)
        {
            return Reject(row, "members.earned_later", MemberColumn.EarnedOn, unit.Key, points);
        }

        if (points > 0 && (lastDay ?? unit.LastDay(earnedOn ?? today)) < today)
        {
            return Reject(row, "members.expired", lastDay is null ? MemberColumn.EarnedOn : MemberColumn.LastDay, unit.Key, points);
        }

        var level = Text(row, MemberColumn.Level);
        var known = level.Length == 0 ? null : programme.LevelSets.SelectMany(set => set.Levels).FirstOrDefault(one => Is(level, one.Key, one.Name));
        if (level.Length > 0 && known is null)
        {
            return Reject(row, "members.level", MemberColumn.Level, unit.Key, points);
        }

        var identities = Identities(row);
        if (identities.Count == 0 || identities.Exists(identity => identity.Value.Length > LongestIdentity || !Kernel.Text.CanBeKept(identity.Value)))
        {
            return new ReadMember(null, new RejectedMember(row.Line, "members.nobody", "", ""), unit.Key, points);
        }

        var name = Text(row, MemberColumn.Name);
        if (name.Length > LongestName || !Kernel.Text.CanBeKept(name))
        {
            return new ReadMember(null, new RejectedMember(row.Line, "members.name", Heading(MemberColumn.Name), ""), unit.Key, points);
        }

        var customer = new CustomerInput
        {
            Identities = identities,
            Profile = name.Length == 0 && birthday is null ? null : new ProfileInput { Name = name.Length == 0 ? null : name, Birthday = birthday },
        };
        return new ReadMember(new MemberRow(row.Line, customer, unit.Key, points, earnedOn, lastDay, known?.Key), null, unit.Key, points);
    }

    private List<IdentityInput> Identities(TableRow row)
    {
        var identities = new List<IdentityInput>();
        foreach (var (column, kind) in ((MemberColumn, IdentityKind)[])[(MemberColumn.Card, IdentityKind.Card), (MemberColumn.Phone, IdentityKind.Phone), (MemberColumn.Email, IdentityKind.Email)])
        {
            if (Text(row, column) is { Length: > 0 } value)
            {
                identities.Add(new IdentityInput(kind, value));
            }
        }

        return identities;
    }

    private decimal? Number(TableRow row) => values.Number(row, columns[MemberColumn.Balance]) is { } number && Math.Abs(number) <= (double)OpeningBalance.Most * 10 ? (decimal)number : null;

    private Day? Day(TableRow row, MemberColumn column) => columns.TryGetValue(column, out var at) ? values.Day(row, at) : null;

    private string Text(TableRow row, MemberColumn column) => columns.TryGetValue(column, out var at) ? row.Named(at).ToString() : "";

    private string Heading(MemberColumn column) => columns.TryGetValue(column, out var at) ? table.Headings[at] : "";

    private ReadMember Reject(TableRow row, string code, MemberColumn column, string? unit, decimal points)
    {
        var cell = Text(row, column);
        return new ReadMember(null, new RejectedMember(row.Line, code, Heading(column), cell.Length > 60 ? cell[..60] + "…" : cell), unit, points);
    }

    private static bool Is(string told, string key, string name) =>
        told.Equals(key, StringComparison.OrdinalIgnoreCase) || (name.Length > 0 && Kernel.Text.Fold(told) == Kernel.Text.Fold(name));
}
