namespace Regulars.Journal.Contracts;

/// <summary>A part of a customer's page that another module shows.</summary>
/// <param name="Component">A Razor component with the parameter <c>Customer</c>, a <see cref="Kernel.CustomerId"/>: the record that stands for the person.</param>
/// <param name="Permission">Who does not have it does not see the part.</param>
public sealed record CustomerPanel(Type Component, string Permission);
