using System.Globalization;
using Regulars.Kernel;

namespace Regulars.Journal.Customers;

/// <summary>One person of a list, all their merged records together.</summary>
public sealed class CustomerRow
{
    public Guid Id { get; init; }

    public string? Name { get; init; }

    public string SortName { get; init; } = "";

    public int FirstDay { get; init; }

    public int LastDay { get; init; }

    public long Orders { get; init; }

    public long Gross { get; init; }

    public long Returned { get; init; }

    public string? Segment { get; init; }

    public string? Activity { get; init; }

    public long? NetValue { get; init; }

    public Day? First => FirstDay == 0 ? null : new Day(FirstDay);

    public Day? Last => LastDay == 0 ? null : new Day(LastDay);

    /// <summary>The place of this row in a list ordered by a column.</summary>
    public CustomerCursor Cursor(string column) => new(
        column switch
        {
            "name" => SortName,
            "orders" => Orders.ToString(CultureInfo.InvariantCulture),
            "value" => Gross.ToString(CultureInfo.InvariantCulture),
            "net" => (NetValue ?? 0).ToString(CultureInfo.InvariantCulture),
            _ => LastDay.ToString(CultureInfo.InvariantCulture),
        },
        Id);
}

/// <summary>A part of a list.</summary>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Previous">The place before which the part before ends; null on the first.</param>
/// <param name="Next">The place after which the next part begins; null on the last.</param>
/// <param name="HasMoreMatches">Whether a search found more than it looks at, so that another word would help.</param>
public sealed record CustomerPart(
    IReadOnlyList<CustomerRow> Rows, CustomerCursor? Previous, CustomerCursor? Next, bool HasMoreMatches = false);
