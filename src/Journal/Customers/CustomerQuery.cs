using Regulars.Ui;

namespace Regulars.Journal.Customers;

/// <summary>Which customers a list is to show, and in which order.</summary>
public sealed record CustomerQuery
{
    /// <summary>The most rows of one answer.</summary>
    public const int MostRows = 200;

    /// <summary>Words of a search, a telephone number, or the number of an order; null for all.</summary>
    public string? Words { get; init; }

    /// <summary>last, value, orders or name, with a hyphen before it for descending order; null for the usual one.</summary>
    public string? Sort { get; init; }

    /// <summary>Only customers of this segment.</summary>
    public string? Segment { get; init; }

    /// <summary>Only customers of this level of activity.</summary>
    public string? Activity { get; init; }

    /// <summary>Only those who bought within so many days.</summary>
    public int? BoughtWithin { get; init; }

    /// <summary>Only those who bought once and not within so many days.</summary>
    public int? NotSince { get; init; }

    /// <summary>Only what stands after this place of the list.</summary>
    public CustomerCursor? After { get; init; }

    /// <summary>Only what stands before this place of the list.</summary>
    public CustomerCursor? Before { get; init; }

    /// <summary>How many rows at most.</summary>
    public int Limit { get; init; } = 50;

    public bool IsSearch => !string.IsNullOrWhiteSpace(Words);

    public bool IsFiltered => Segment is not null || Activity is not null || BoughtWithin is not null || NotSince is not null;

    /// <summary>The orders that an index gives: a filter fixes its own.</summary>
    public IReadOnlyList<string> Sorts => IsSearch ? ["-last", "value", "orders", "name"]
        : Segment is not null || Activity is not null ? ["-value"]
        : BoughtWithin is not null || NotSince is not null ? ["-last"]
        : ["-last", "value", "orders", "name"];

    /// <summary>The order that is used, by its column and direction.</summary>
    public TableSort Order(string address) => TableSort.Read(Sort, address, Sorts);
}
