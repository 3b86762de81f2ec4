using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>Everything that one transaction is going to write, gathered decision by decision.</summary>
internal sealed class Effects
{
    public List<FactRow> Facts { get; } = [];

    public Dictionary<OrderId, OrderRow> Orders { get; } = [];

    public Dictionary<OrderNumber, AnonymousSaleRow> AnonymousSales { get; } = [];

    /// <summary>Sales that were anonymous until now.</summary>
    public List<OrderRow> ClaimedSales { get; } = [];

    public List<IdentityRow> Identities { get; } = [];

    public Dictionary<CustomerId, ProfileInput> Profiles { get; } = [];

    public Dictionary<(CustomerId Customer, string Name), AttributeInput> Attributes { get; } = [];

    public Dictionary<(CustomerId Customer, CustomerId Other), ProposalRow> Proposals { get; } = [];

    public Dictionary<(CustomerId Customer, string Purpose, string Channel), ConsentRow> Consents { get; } = [];

    public List<RequestRow> Requests { get; } = [];

    public Dictionary<DayKey, RollupSums> Days { get; } = [];

    public Dictionary<CategoryDayKey, RollupSums> CategoryDays { get; } = [];

    /// <summary>Customers who are new, or whose sums changed.</summary>
    public HashSet<CustomerBook> Touched { get; } = [];

    /// <summary>Customers whose sums changed, or who are new: their place in lists and their scores follow.</summary>
    public HashSet<CustomerBook> Resummed { get; } = [];

    /// <summary>Customers whose names or identities changed.</summary>
    public HashSet<CustomerBook> Renamed { get; } = [];

    /// <summary>Adds to the rollups what an order now adds, less what it added before.</summary>
    public void AddOrder(CustomerId customer, OrderFigures before, OrderFigures after)
    {
        AddSums(customer, before, -1);
        AddSums(customer, after, 1);
    }

    private void AddSums(CustomerId customer, OrderFigures figures, int sign)
    {
        if (figures.IsPurchase || figures.State is OrderState.Refused or OrderState.Cancelled)
        {
            var sums = Day(customer, figures.Day, figures);
            if (figures.IsPurchase)
            {
                sums.Orders += sign;
                sums.Gross += sign * figures.Gross;
            }
            else if (figures.State is OrderState.Refused)
            {
                sums.Refused += sign;
            }
            else
            {
                sums.Cancelled += sign;
            }
        }

        if (figures.CountedReturn != 0)
        {
            Day(customer, figures.ReturnedDay, figures).Returned += sign * figures.CountedReturn;
        }

        if (figures.State is OrderState.Sold or OrderState.Refunded)
        {
            AddCategories(customer, figures, sign);
        }
    }

    private void AddCategories(CustomerId customer, OrderFigures figures, int sign)
    {
        foreach (var category in figures.Categories)
        {
            if (figures.IsPurchase && category.Gross != 0)
            {
                var sold = Category(customer, figures.Day, category.Category);
                sold.Orders += sign;
                sold.Gross += sign * category.Gross;
            }

            if (category.Returned != 0)
            {
                Category(customer, figures.ReturnedDay, category.Category).Returned += sign * category.Returned;
            }
        }
    }

    private RollupSums Day(CustomerId customer, Day day, OrderFigures figures)
    {
        var key = new DayKey(customer, day, figures.Store, figures.Channel, figures.Country);
        if (!Days.TryGetValue(key, out var sums))
        {
            Days.Add(key, sums = new RollupSums());
        }

        return sums;
    }

    private RollupSums Category(CustomerId customer, Day day, int category)
    {
        var key = new CategoryDayKey(customer, day, category);
        if (!CategoryDays.TryGetValue(key, out var sums))
        {
            CategoryDays.Add(key, sums = new RollupSums());
        }

        return sums;
    }
}
