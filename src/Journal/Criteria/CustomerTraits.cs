namespace Regulars.Journal.Criteria;

/// <summary>What the journal knows of one person, as conditions read it.</summary>
internal sealed class CustomerTraits
{
    private readonly Dictionary<(string Kind, string Code), double> ordersIn = [];

    public string? Name { get; init; }

    public double Orders { get; init; }

    public double Gross { get; init; }

    public double Returned { get; init; }

    public double? FirstDay { get; init; }

    public double? LastDay { get; init; }

    public double Refused { get; set; }

    public double Cancelled { get; set; }

    public string? Country { get; set; }

    public string? City { get; set; }

    public string? AgeGroup { get; set; }

    public string? IncomeBand { get; set; }

    public string? Language { get; set; }

    /// <summary>Month and day: 03-01.</summary>
    public string? Birthday { get; set; }

    public Dictionary<string, AttributeTraits> Attributes { get; } = [];

    /// <summary>Granted or withdrawn, by PURPOSE/CHANNEL.</summary>
    public Dictionary<string, string> Consents { get; } = [];

    /// <summary>How many orders in a store or with a category.</summary>
    public double OrdersIn(string kind, string code) => ordersIn.GetValueOrDefault((kind, code));

    public void AddOrders(string kind, string code, double orders) => ordersIn[(kind, code)] = OrdersIn(kind, code) + orders;
}

/// <summary>A custom attribute: each sort of value on its own, for records that are merged may disagree.</summary>
internal sealed class AttributeTraits
{
    public string? Text { get; set; }

    public double? Number { get; set; }

    public double? Day { get; set; }
}

/// <summary>Where the orders in stores and with categories are summed.</summary>
internal sealed record DimensionRollup(string Kind, string Table, string Column)
{
    public static readonly DimensionRollup Store = new("store", "customer_day", "store_id");

    public static readonly DimensionRollup Category = new("category", "customer_category_day", "category_id");
}
