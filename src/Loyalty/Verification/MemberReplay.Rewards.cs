using System.Text.Json;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Verification;

/// <summary>What a customer uses of limits that everybody shares, and the codes they have.</summary>
internal sealed partial class MemberReplay
{
    private void Count(SharedReplay shared)
    {
        CountGifts(shared);
        foreach (var (_, document) in orders)
        {
            var entry = JsonSerializer.Deserialize(document, LoyaltyJson.Default.OrderEntry)!;
            var programme = programmes[entry.ProgrammeVersion];
            foreach (var (rule, share) in entry.Given)
            {
                CountBudget(shared, programme, rule, share.Points);
            }

            foreach (var reward in entry.Used.Where(use => use.Points > 0).Select(use => use.Reward).OfType<string>())
            {
                CountStock(shared, programme, reward);
            }
        }

        foreach (var given in postings.Where(posting => posting is { Reason: PostingReason.Earned, From: LedgerAccount.Issued, Source: { Order: null, Rule: not null } }))
        {
            CountBudget(shared, programmes[given.Source.ProgrammeVersion], given.Source.Rule!, given.Points);
        }

        foreach (var redemption in redemptions.Where(redemption => redemption is { IsUndone: false, ProgrammeVersion: > 0, Reward.Length: > 0 }))
        {
            CountStock(shared, programmes[redemption.ProgrammeVersion], redemption.Reward);
        }
    }

    private void CountGifts(SharedReplay shared)
    {
        foreach (var gift in gifts.Where(gift => gift is { Campaign.Length: > 0, IsHeldOut: false }))
        {
            shared.Count(SharedLimit.Gifts(gift.Campaign, gift.Day), gift.Cost);
        }
    }

    private static void CountBudget(SharedReplay shared, Programme programme, string key, long points)
    {
        if (programme.Rules.FirstOrDefault(rule => rule.Key == key) is { Budget: not null })
        {
            shared.Count(SharedLimit.Budget(key), points);
        }
    }

    private static void CountStock(SharedReplay shared, Programme programme, string key)
    {
        if (programme.Reward(key) is { Stock: not null })
        {
            shared.Count(SharedLimit.Stock(key), 1);
        }
    }

    /// <summary>Each redemption for a code has one; no code is anybody's without a redemption.</summary>
    private LedgerFault? FindInCodes()
    {
        foreach (var redemption in redemptions)
        {
            var own = codes.FindAll(code => (code.FactVersion, code.Number) == (redemption.FactVersion, redemption.Number));
            var pool = redemption is { ProgrammeVersion: > 0, Reward.Length: > 0 } ? programmes[redemption.ProgrammeVersion].Reward(redemption.Reward)?.Pool : null;
            var row = $"{Text(redemption.FactVersion)}.{Text(redemption.Number)}";
            var taken = own.Count(code => code.State == 1 && code.Pool == pool);
            var expected = pool is not null && !redemption.IsUndone ? 1 : 0;
            if (taken != expected || own.Exists(code => code.Pool != pool) || own.Count > 1)
            {
                return Fault("pool_code_lookup", row, "state", Text(own.Count), Text(expected));
            }

            codes.RemoveAll(own.Contains);
        }

        return codes.Count == 0 ? null : Fault("pool_code_lookup", $"{Text(codes[0].FactVersion)}.{Text(codes[0].Number)}", "customer_id", Text(codes.Count), "–");
    }

    private sealed record CodeRow(string Pool, long FactVersion, int Number, int State);
}
