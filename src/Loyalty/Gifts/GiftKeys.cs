using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Statistics.Experiments;

namespace Regulars.Loyalty.Gifts;

/// <summary>Says who is held out from a gift campaign: always the same customers, foreseen by nobody without the secret.</summary>
/// <param name="secret">The secret, 32 bytes, apart from the database; all nodes have the same.</param>
public sealed class GiftKeys(byte[] secret)
{
    /// <summary>Whether a customer is held out.</summary>
    internal bool IsHeldOut(GiftCampaign campaign, CustomerId customer) =>
        Assignment.Arm(secret, campaign.LimitKey, customer.ToString(), [1 - campaign.HeldOut, campaign.HeldOut]) == 1;
}
