namespace Regulars.Journal.Import.Recognition;

/// <summary>Export forms whose headings are documented, so that nothing about them is guessed.</summary>
internal static class KnownForms
{
    public const string Shopify = "shopify";
    public const string WooCommerce = "woocommerce";
    public const string OnlineRetail = "online-retail";
    public const string Plain = "plain";

    /// <summary>Shopify's orders export: one row per line, what is the order's on its first row alone.</summary>
    private static readonly Dictionary<string, ColumnRole> ShopifyColumns = new()
    {
        ["name"] = ColumnRole.OrderNumber, ["email"] = ColumnRole.Email, ["financial status"] = ColumnRole.Status,
        ["created at"] = ColumnRole.OrderDate, ["cancelled at"] = ColumnRole.CancelledAt, ["currency"] = ColumnRole.Currency,
        ["subtotal"] = ColumnRole.OrderTotal, ["shipping"] = ColumnRole.Shipping, ["discount amount"] = ColumnRole.OrderDiscount,
        ["lineitem quantity"] = ColumnRole.Quantity, ["lineitem name"] = ColumnRole.ProductName,
        ["lineitem price"] = ColumnRole.UnitPrice, ["lineitem sku"] = ColumnRole.ProductCode,
        ["lineitem discount"] = ColumnRole.LineDiscount, ["billing name"] = ColumnRole.CustomerName,
        ["billing city"] = ColumnRole.City, ["billing country"] = ColumnRole.Country, ["phone"] = ColumnRole.Phone,
        ["payment method"] = ColumnRole.Payment, ["refunded amount"] = ColumnRole.Refunded, ["employee"] = ColumnRole.Staff,
        ["location"] = ColumnRole.Store, ["source"] = ColumnRole.Channel,
    };

    /// <summary>Advanced Order Export for WooCommerce: one row per item.</summary>
    private static readonly Dictionary<string, ColumnRole> AdvancedOrderExport = new()
    {
        ["order number"] = ColumnRole.OrderNumber, ["order status"] = ColumnRole.Status, ["order date"] = ColumnRole.OrderDate,
        ["first name billing"] = ColumnRole.FirstName, ["last name billing"] = ColumnRole.LastName,
        ["email billing"] = ColumnRole.Email, ["phone billing"] = ColumnRole.Phone, ["city billing"] = ColumnRole.City,
        ["country code billing"] = ColumnRole.Country, ["country name billing"] = ColumnRole.Country,
        ["payment method title"] = ColumnRole.Payment, ["cart discount amount"] = ColumnRole.OrderDiscount,
        ["order subtotal amount"] = ColumnRole.OrderSubtotal, ["order shipping amount"] = ColumnRole.Shipping,
        ["order refund amount"] = ColumnRole.Refunded, ["order total amount"] = ColumnRole.OrderTotalWithShipping,
        ["order currency"] = ColumnRole.Currency, ["sku"] = ColumnRole.ProductCode, ["item name"] = ColumnRole.ProductName,
        ["product name"] = ColumnRole.ProductName, ["category"] = ColumnRole.Category, ["quantity"] = ColumnRole.Quantity,
        ["quantity refund"] = ColumnRole.Quantity, ["item cost"] = ColumnRole.UnitPrice, ["customer user id"] = ColumnRole.CustomerNumber,
    };

    /// <summary>WebToffee's order export: one row per order, its items packed into cells.</summary>
    private static readonly Dictionary<string, ColumnRole> WebToffee = new()
    {
        ["order number"] = ColumnRole.OrderNumber, ["order date"] = ColumnRole.OrderDate, ["status"] = ColumnRole.Status,
        ["shipping total"] = ColumnRole.Shipping, ["discount total"] = ColumnRole.OrderDiscount,
        ["cart discount"] = ColumnRole.OrderDiscount, ["order total"] = ColumnRole.OrderTotalWithShipping,
        ["order subtotal"] = ColumnRole.OrderSubtotal, ["order currency"] = ColumnRole.Currency,
        ["payment method title"] = ColumnRole.Payment, ["payment method"] = ColumnRole.Payment,
        ["customer id"] = ColumnRole.CustomerNumber, ["customer email"] = ColumnRole.Email, ["billing email"] = ColumnRole.Email,
        ["billing first name"] = ColumnRole.FirstName, ["billing last name"] = ColumnRole.LastName,
        ["billing phone"] = ColumnRole.Phone, ["billing city"] = ColumnRole.City, ["billing country"] = ColumnRole.Country,
    };

    /// <summary>WooCommerce Analytics, orders report: one row per order, net of discounts, taxes and shipping.</summary>
    private static readonly Dictionary<string, ColumnRole> Analytics = new()
    {
        ["order no"] = ColumnRole.OrderNumber, ["date"] = ColumnRole.OrderDate, ["status"] = ColumnRole.Status,
        ["customer"] = ColumnRole.CustomerName, ["n revenue"] = ColumnRole.OrderTotal, ["net sales"] = ColumnRole.OrderTotal,
        ["attribution"] = ColumnRole.Channel, ["origin"] = ColumnRole.Channel,
    };

    /// <summary>The Online Retail data sets of UCI.</summary>
    private static readonly Dictionary<string, ColumnRole> OnlineRetailColumns = new()
    {
        ["invoice no"] = ColumnRole.OrderNumber, ["invoice"] = ColumnRole.OrderNumber, ["stock code"] = ColumnRole.ProductCode,
        ["description"] = ColumnRole.ProductName, ["quantity"] = ColumnRole.Quantity, ["invoice date"] = ColumnRole.OrderDate,
        ["unit price"] = ColumnRole.UnitPrice, ["price"] = ColumnRole.UnitPrice, ["customer id"] = ColumnRole.CustomerNumber,
        ["country"] = ColumnRole.Country,
    };

    private static readonly (string Form, string[] Signs, Dictionary<string, ColumnRole> Columns)[] Forms =
    [
        (Shopify, ["name", "lineitem quantity", "lineitem price", "created at"], ShopifyColumns),
        (WooCommerce, ["order number", "order status", "order date", "item cost"], AdvancedOrderExport),
        (WooCommerce, ["order number", "order status", "order date", "order total amount"], AdvancedOrderExport),
        (WooCommerce, ["order number", "order date", "status", "order total", "order currency"], WebToffee),
        (WooCommerce, ["date", "order no", "status", "customer", "n revenue"], Analytics),
        (WooCommerce, ["date", "order no", "status", "customer", "net sales"], Analytics),
        (OnlineRetail, ["invoice no", "stock code", "quantity", "invoice date", "unit price", "customer id"], OnlineRetailColumns),
        (OnlineRetail, ["invoice", "stock code", "quantity", "invoice date", "price", "customer id"], OnlineRetailColumns),
    ];

    /// <summary>The form of a file with these folded headings, and what its columns mean; plain when it is none.</summary>
    public static (string Form, Dictionary<string, ColumnRole>? Columns) Find(IReadOnlyCollection<string> folded)
    {
        foreach (var (form, signs, columns) in Forms)
        {
            if (signs.All(folded.Contains))
            {
                return (form, columns);
            }
        }

        return (Plain, null);
    }
}
