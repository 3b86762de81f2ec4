namespace Regulars.Journal.Import;

/// <summary>What a column of a file means.</summary>
public enum ColumnRole
{
    /// <summary>Nothing that is kept.</summary>
    Ignore = 0,

    /// <summary>The number of the order, invoice or receipt.</summary>
    OrderNumber,

    /// <summary>When the order was placed.</summary>
    OrderDate,

    /// <summary>The time of day, where it stands apart from the date.</summary>
    TimeOfDay,

    /// <summary>When the line was sold, where lines have times of their own.</summary>
    LineDate,

    /// <summary>When the source last changed the order.</summary>
    ChangedAt,

    /// <summary>When the order was cancelled; anything in it means cancelled.</summary>
    CancelledAt,

    /// <summary>The customer's number in the source.</summary>
    CustomerNumber,

    /// <summary>The customer's whole name.</summary>
    CustomerName,

    /// <summary>The customer's first name.</summary>
    FirstName,

    /// <summary>The customer's last name.</summary>
    LastName,

    /// <summary>The customer's e-mail address.</summary>
    Email,

    /// <summary>The customer's telephone number.</summary>
    Phone,

    /// <summary>The customer's loyalty card.</summary>
    Card,

    /// <summary>The customer's birthday.</summary>
    Birthday,

    /// <summary>The language the customer reads.</summary>
    Language,

    /// <summary>The customer's city.</summary>
    City,

    /// <summary>The country the order was sold to.</summary>
    Country,

    /// <summary>The product's code.</summary>
    ProductCode,

    /// <summary>The product's name.</summary>
    ProductName,

    /// <summary>The product's category.</summary>
    Category,

    /// <summary>How many were sold; negative ones came back.</summary>
    Quantity,

    /// <summary>The price of one.</summary>
    UnitPrice,

    /// <summary>The value of the line.</summary>
    LineValue,

    /// <summary>The value of the order after discounts, without shipping.</summary>
    OrderTotal,

    /// <summary>The value of the order before its discounts, without shipping.</summary>
    OrderSubtotal,

    /// <summary>The value of the order with shipping, which is subtracted again.</summary>
    OrderTotalWithShipping,

    /// <summary>The discount on the whole order.</summary>
    OrderDiscount,

    /// <summary>The discount on the line.</summary>
    LineDiscount,

    /// <summary>What was paid for shipping; it never counts.</summary>
    Shipping,

    /// <summary>What the goods of the line cost the business.</summary>
    Cost,

    /// <summary>What one of the goods costs the business.</summary>
    UnitCost,

    /// <summary>What became of the order.</summary>
    Status,

    /// <summary>Another state beside the first, which decides when it says that the order did not last.</summary>
    SecondaryStatus,

    /// <summary>What was paid back on the order.</summary>
    Refunded,

    /// <summary>Whether the row is a return.</summary>
    ReturnMarker,

    /// <summary>The number of the order that came back.</summary>
    ReturnOf,

    /// <summary>Where it was sold.</summary>
    Store,

    /// <summary>Through which channel it was sold.</summary>
    Channel,

    /// <summary>Who sold it.</summary>
    Staff,

    /// <summary>How it was paid.</summary>
    Payment,

    /// <summary>The currency of the amounts.</summary>
    Currency,

    /// <summary>Units of the business's currency for one unit of the order's.</summary>
    Rate,

    /// <summary>A custom attribute of the customer, only when the owner says so.</summary>
    Attribute,
}

/// <summary>What a status of the source means for an order or its row.</summary>
public enum StatusMeaning
{
    /// <summary>Sold: a purchase.</summary>
    Sold = 0,

    /// <summary>Not yet decided.</summary>
    Pending = 1,

    /// <summary>The customer did not take it.</summary>
    Refused = 2,

    /// <summary>Cancelled before it was handed over.</summary>
    Cancelled = 3,

    /// <summary>Sold, and then paid back whole.</summary>
    Refunded = 4,

    /// <summary>The row or document is a return: whatever its sign, its lines came back.</summary>
    Return = 5,
}
