using System.Globalization;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Import;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Members;

namespace Regulars.Loyalty.Adjustments;

/// <summary>Reads a file of customers and points: a column headed as points or balances are, and one that says who by id, card, phone, e-mail or number.</summary>
internal sealed class AdjustmentFile(CustomerFinder customers)
{
    /// <summary>More customers are not taken at once.</summary>
    public const int Most = 100_000;

    /// <summary>A file of more lines, whatever is in them, is not read to its end.</summary>
    private const int MostLines = 2 * Most;

    private const int SliceSize = 1_000;

    private const int MostShown = 100;

    private static readonly Refusal TooLong = new("adjustments.long", $"The file is far too long: at most {Most} customers at once.", "file");

    /// <summary>Reads every line; refused where it is no such file, or one that is far too long.</summary>
    public Result<AdjustmentLines> Read(ImportSource source, PointUnit unit, string speaking)
    {
        var opened = TableFile.Open(source);
        if (opened.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var headings = MemberHeadings.Recognise(opened.Value.Headings);
        var points = headings.ToList().IndexOf(MemberColumn.Balance);
        if (points < 0 || opened.Value.Headings.Count < 2)
        {
            return new Refusal("adjustments.columns", "Head one column 'customer' and one 'points'.", string.Join(", ", opened.Value.Headings));
        }

        try
        {
            var who = points == 0 ? 1 : 0;
            var values = opened.Value.Values([], [points]);
            return values.Refusal is { } contradiction ? contradiction : Read(source.FileName, opened.Value.Rows().Select(row => Read(row, values.Value, who, points, unit)), speaking);
        }
        catch (TableCellException torn)
        {
            return new Refusal("adjustments.torn", "A row is torn, too long or no text; mend it.", torn.Line.ToString(CultureInfo.InvariantCulture));
        }
        catch (InvalidDataException)
        {
            return new Refusal("import.container_damaged", "The file is damaged.");
        }
        catch (OpenedTooLargeException)
        {
            return TooLong;
        }
    }

    private Result<AdjustmentLines> Read(string name, IEnumerable<ToldAdjustment> told, string speaking)
    {
        var (members, known) = (new List<(CustomerId, long)>(), new HashSet<CustomerId>());
        var (refused, shown, lines) = (0L, new List<RefusedAdjustment>(), 0L);
        foreach (var slice in told.Chunk(SliceSize))
        {
            var found = customers.FindEach([.. slice.Select(line => Customer(line.Who))], speaking);
            for (var at = 0; at < slice.Length; at++)
            {
                var line = slice[at];
                var reason = line.Points is not { } parts ? "points" : found[at] is not { } customer ? "unknown" : known.Add(customer) ? null : "twice";
                if (reason is null)
                {
                    members.Add((found[at]!.Value, line.Points!.Value));
                }
                else if (refused++ < MostShown)
                {
                    shown.Add(new RefusedAdjustment(line.Line, reason == "points" ? line.Cell : line.Who, reason));
                }
            }

            lines += slice.Length;
            if (members.Count > Most)
            {
                return new Refusal("adjustments.many", $"At most {Most} customers at once.", "file");
            }

            if (lines > MostLines)
            {
                return TooLong;
            }
        }

        return new AdjustmentLines(name, lines, members, refused, shown);
    }

    private static ToldAdjustment Read(TableRow row, TableValues values, int who, int points, PointUnit unit)
    {
        var (told, cell) = (Short(row.Named(who).ToString()), Short(row.Named(points).ToString()));
        return new ToldAdjustment(row.Line, told, cell, values.TryNumber(row[points], out var number) && number is { } some ? Parts(some, unit) : null);
    }

    private static long? Parts(double told, PointUnit unit) =>
        told != 0 && Math.Abs(told) <= (double)OpeningBalance.Most && (decimal)told is var points && unit.Fits(points) ? unit.ToParts(points) : null;

    /// <summary>Who is told: an id, or any way by which somebody can be known.</summary>
    private static CustomerInput Customer(string told) => Guid.TryParse(told, out var id)
        ? new CustomerInput { Id = new CustomerId(id), Identities = [] }
        : new CustomerInput
        {
            Identities = told.Length == 0 || !Text.CanBeKept(told) ? []
                : told.Contains('@', StringComparison.Ordinal) ? [new IdentityInput(IdentityKind.Email, told)]
                : [new IdentityInput(IdentityKind.Card, told), new IdentityInput(IdentityKind.Phone, told), new IdentityInput(IdentityKind.Number, told)],
        };

    private static string Short(string cell) => cell.Length > 200 ? cell[..200] : cell;

    private sealed record ToldAdjustment(long Line, string Who, string Cell, long? Points);
}
