namespace Regulars.Loyalty.Tests.Model;

/// <summary>The terms of one version of the programme of the model test.</summary>
/// <param name="Version">Its number.</param>
/// <param name="From">The first day on which it is in force.</param>
/// <param name="Points">Points for each full amount.</param>
/// <param name="PerCents">The amount, in minor units.</param>
/// <param name="ExpiryDays">Days until a point expires; null: never.</param>
/// <param name="ExpiryMonths">Months until a point expires.</param>
/// <param name="PendingDays">The return window.</param>
/// <param name="Cents">What a point pays, in minor units.</param>
/// <param name="MayOwe">Whether a balance may fall below zero.</param>
internal sealed record ModelTerms(
    int Version, DateOnly From, int Points, int PerCents, int? ExpiryDays, int? ExpiryMonths, int PendingDays, int Cents, bool MayOwe)
{
    /// <summary>What an order gives once, by the second rule, while anything of it is left.</summary>
    public const int Thanks = 5;

    /// <summary>What the one reward costs.</summary>
    public const int Mug = 30;

    public DateOnly? LastDay(DateOnly earned) => ExpiryMonths is { } months ? earned.AddMonths(months) : ExpiryDays is { } days ? earned.AddDays(days) : null;

    /// <summary>The programme as a business would send it.</summary>
    public string Json => FormattableString.Invariant(
        $$"""
        {"name": "Club", "units": [{"key": "points", "value": {{Cents / 100m}}, "pendingDays": {{PendingDays}}, "mayOwe": {{(MayOwe ? "true" : "false")}}
          {{(ExpiryDays is { } days ? $", \"expiryDays\": {days}" : "")}}{{(ExpiryMonths is { } months ? $", \"expiryMonths\": {months}" : "")}}}],
         "rules": [{"key": "orders", "points": {{Points}}, "per": {{PerCents / 100m}}}, {"key": "thanks", "points": {{Thanks}}}],
         "rewards": [{"key": "mug", "cost": {{Mug}}}]}
        """);
}
