using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Storage;

/// <summary>Says which shared limits and codes a group of requests may need.</summary>
internal sealed class SharedDemand(ProgrammeHistory programmes, CompiledProgramme? present, Day today)
{
    private readonly HashSet<string> limits = [];

    private readonly Dictionary<string, int> pools = [];

    /// <summary>Whether any request of the group may take a reward.</summary>
    public static bool MayTakeRewards(IntakeScope scope, CompiledProgramme? present) => present is not null
        && (Exchanges(present).Any() || scope.Requests.Any(request => request is RecordFact { IsOwn: true } or RecordOrder { Order.Points: not null }));

    /// <summary>What the group may need.</summary>
    public SharedWants Of(IntakeScope scope, IReadOnlyDictionary<CustomerId, MemberBook> books)
    {
        if (programmes.Budgets.Count > 0 || programmes.HaveStock || programmes.Pools.Count > 0 || programmes.HaveGiftCampaigns)
        {
            foreach (var request in scope.Requests)
            {
                Add(request);
            }

            foreach (var book in books.Values)
            {
                Add(book);
            }
        }

        return new SharedWants(limits, pools);
    }

    private void Add(IntakeRequest request)
    {
        switch (request)
        {
            case RecordOrder { Origin: Origin.Live, Order: var order }:
                AddBudgets(EarningRule.OnOrders);
                foreach (var reward in (order.Points ?? []).Select(use => use.Reward).OfType<string>())
                {
                    AddStock(reward);
                }

                break;
            case RecordFact { Origin: Origin.Live, IsOwn: true, Fact: var fact }:
                if (fact.Kind is PointsFacts.Redeemed or PointsFacts.Captured && PointsCommand.Read(fact.Content)?.Reward is { } taken)
                {
                    AddStock(taken);
                    AddCode(present?.Programme.Reward(taken), 1);
                }
                else if (fact.Kind is LoyaltyFacts.GiftGiven)
                {
                    AddGift(PointsCommand.Read(fact.Content)?.Campaign);
                }

                break;
            case RecordFact { Origin: Origin.Live, Fact: var fact }:
                AddBudgets(fact.Kind);
                break;
            default:
                return;
        }

        foreach (var reward in present is null ? [] : Exchanges(present))
        {
            AddStock(reward.Key);
            AddCode(reward, 1);
        }
    }

    /// <summary>What is known of a member may be given back.</summary>
    private void Add(MemberBook book)
    {
        foreach (var reward in book.Orders.Values.SelectMany(order => order.Used).Select(use => use.Reward).OfType<string>())
        {
            AddStock(reward);
        }

        foreach (var redemption in book.Redemptions.Values)
        {
            if (redemption is { Reward: { } reward, ProgrammeVersion: > 0 and var version })
            {
                AddStock(reward);
                AddCode(programmes.Of(version).Programme.Reward(reward), 0);
            }
        }
    }

    private void AddBudgets(string on) => limits.UnionWith(programmes.Budgets.Where(budget => budget.On == on).Select(budget => SharedLimit.Budget(budget.Rule)));

    private void AddStock(string reward)
    {
        if (programmes.HaveStock)
        {
            limits.Add(SharedLimit.Stock(reward));
        }
    }

    private void AddGift(string? key)
    {
        if (present?.Programme.GiftCampaigns.FirstOrDefault(campaign => campaign.Key == key) is { } campaign)
        {
            limits.Add(SharedLimit.Gifts(campaign.Key, today));
            if (campaign.Reward is { } reward)
            {
                AddStock(reward);
                AddCode(present.Programme.Reward(reward), 1);
            }
        }
    }

    private void AddCode(Reward? reward, int codes)
    {
        if (reward?.Pool is { } pool)
        {
            pools[pool] = pools.GetValueOrDefault(pool) + codes;
        }
    }

    private static IEnumerable<Reward> Exchanges(CompiledProgramme present) => present.Programme.Units
        .Where(unit => unit.ExchangeAt is > 0 && unit.ExchangeReward is not null)
        .Select(unit => present.Programme.Reward(unit.ExchangeReward!)).OfType<Reward>();
}
