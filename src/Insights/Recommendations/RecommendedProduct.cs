using Regulars.Kernel;

namespace Regulars.Insights.Recommendations;

/// <summary>A product that is recommended to a customer.</summary>
/// <param name="Product">The product.</param>
/// <param name="Score">The higher the better; 0 for what is merely popular.</param>
/// <param name="Reason">What speaks most for it: purchase, view, looked_at or popular.</param>
/// <param name="Because">The product that the customer bought or looked at and that speaks most for it; null where that is none.</param>
/// <param name="SeenOn">When the customer last looked at it, where that speaks for it.</param>
public sealed record RecommendedProduct(ProductRow Product, double Score, string Reason, ProductRow? Because, Day? SeenOn);

/// <summary>A product that is time to buy again.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="SinceDays">Days since the customer bought it.</param>
/// <param name="LastsDays">The median time after which others buy it again.</param>
public sealed record DueProduct(string Code, string? Name, int SinceDays, double LastsDays);

/// <summary>A customer to whom products are offered.</summary>
public sealed class OfferedCustomer
{
    /// <summary>The record that stands for the person.</summary>
    public Guid Id { get; init; }

    /// <summary>The name, where one is known.</summary>
    public string? Name { get; init; }

    /// <summary>The same as a customer's id.</summary>
    public CustomerId Customer => new(Id);
}
