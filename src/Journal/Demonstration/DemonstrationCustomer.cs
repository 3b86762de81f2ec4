using Regulars.Journal.Contracts;

namespace Regulars.Journal.Demonstration;

/// <summary>A customer of the demonstration shop with everything that happened, and the truth that was planted.</summary>
public sealed record DemonstrationCustomer
{
    /// <summary>Their place in the shop, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>What is true of them.</summary>
    public required PlantedTruth Truth { get; init; }

    /// <summary>The records under which the shop knows them: one, or two for one person.</summary>
    public required IReadOnlyList<CustomerInput> Records { get; init; }

    /// <summary>Their orders and facts in the order of time, and among them the sales to people at the till whom nobody knows; at the end the
    /// obstacles that they met.</summary>
    public required IReadOnlyList<IntakeRequest> History { get; init; }

    /// <summary>What they agreed to, and what they took back, in order.</summary>
    public required IReadOnlyList<DemonstrationConsent> Consents { get; init; }
}

/// <summary>A consent given or taken back, in the customer's own language.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="IsGranted">Given or taken back.</param>
/// <param name="Wording">The words that were agreed to.</param>
public sealed record DemonstrationConsent(string Purpose, string Channel, bool IsGranted, string Wording);
