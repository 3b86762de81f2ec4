using System.Text.Json;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Verification;

/// <summary>What orders, reservations and uses say of points, against the postings.</summary>
internal sealed partial class MemberReplay
{
    /// <summary>What an order keeps is what it gave less what was taken back; what is used on it is what was spent less what was given back.</summary>
    private LedgerFault? FindInOrders()
    {
        var moved = postings.Where(posting => posting.Source.Order is not null && posting.Reason is PostingReason.Earned or PostingReason.TakenBack or PostingReason.Spent or PostingReason.GivenBack)
            .ToLookup(posting => posting.Source.Order!.Value.Value);
        foreach (var (order, document) in orders)
        {
            var entry = JsonSerializer.Deserialize(document, LoyaltyJson.Default.OrderEntry)!;
            foreach (var unit in programmes[entry.ProgrammeVersion].Units)
            {
                var kept = entry.Given.Where(share => UnitOf(entry, share.Key) == unit.Key).Sum(share => share.Value.Points);
                var given = Sum(moved[order], unit.Key, PostingReason.Earned) - Sum(moved[order], unit.Key, PostingReason.TakenBack);
                if (unit.MayOwe ? kept != given : kept > given)
                {
                    return Fault("order_points", order.ToString(), $"given {unit.Key}", Text(kept), Text(given));
                }

                var used = entry.Used.Where(use => use.Unit == unit.Key).Sum(use => use.Points);
                var spent = Sum(moved[order], unit.Key, PostingReason.Spent) - Sum(moved[order], unit.Key, PostingReason.GivenBack);
                if (used != spent || entry.Used.Any(use => use.Points != use.Parts.Sum(part => part.Points)))
                {
                    return Fault("order_points", order.ToString(), $"used {unit.Key}", Text(used), Text(spent));
                }
            }
        }

        var known = orders.Select(order => order.Order).ToHashSet();
        return moved.FirstOrDefault(group => !known.Contains(group.Key)) is { } unknown ? Fault("order_points", unknown.Key.ToString(), "order_id", "–", unknown.Key.ToString()) : null;
    }

    private LedgerFault? FindInHolds()
    {
        var held = new Dictionary<long, long>();
        foreach (var part in holds.SelectMany(hold => MemberLoader.Parts(hold.Parts)))
        {
            held[part.Lot] = held.GetValueOrDefault(part.Lot) + part.Points;
        }

        foreach (var number in lots.Keys.Union(held.Keys))
        {
            var (found, expected) = (held.GetValueOrDefault(number), lots.TryGetValue(number, out var lot) ? lot.Numbers[3] : 0);
            if (found != expected)
            {
                return Fault("points_hold", holds.Find(hold => MemberLoader.Parts(hold.Parts).Any(part => part.Lot == number)).Hold.ToString(), $"parts, lot {Text(number)}", Text(found), Text(expected));
            }
        }

        return null;
    }

    private LedgerFault? FindInRedemptions()
    {
        var spent = postings.Where(posting => posting.Reason is PostingReason.Exchanged || (posting.Reason is PostingReason.Spent && posting.Source.Order is null))
            .GroupBy(posting => (posting.Source.FactVersion, posting.Unit, IsExchange: posting.Reason is PostingReason.Exchanged)).ToDictionary(group => group.Key, group => group.Sum(posting => posting.Points));
        foreach (var uses in redemptions.GroupBy(use => (use.FactVersion, use.Unit, IsExchange: use.Number > 0)))
        {
            var (row, expected) = (Text(uses.Key.FactVersion), spent.GetValueOrDefault(uses.Key));
            spent.Remove(uses.Key);
            if (uses.Sum(use => use.Points) is var points && points != expected)
            {
                return Fault("redemption", row, "points", Text(points), Text(expected));
            }

            if (uses.SelectMany(use => MemberLoader.Parts(use.Parts)).Sum(part => part.Points) is var parts && parts != expected)
            {
                return Fault("redemption", row, "parts", Text(parts), Text(expected));
            }
        }

        if (spent.Count > 0)
        {
            return Fault("redemption", Text(spent.First().Key.FactVersion), "points", "–", Text(spent.First().Value));
        }

        var undone = redemptions.Where(use => use.IsUndone).Sum(use => use.Points);
        var back = postings.Where(posting => posting.Reason is PostingReason.GivenBack && posting.Source.Order is null).Sum(posting => posting.Points);
        return undone == back ? null : Fault("redemption", Text(redemptions.Find(use => use.IsUndone)?.FactVersion ?? 0), "is_undone", Text(undone), Text(back));
    }

    private string UnitOf(OrderEntry entry, string rule)
    {
        var programme = programmes[entry.ProgrammeVersion];
        return programme.Unit(programme.Rules.FirstOrDefault(other => other.Key == rule)?.Unit)?.Key ?? "";
    }

    private static long Sum(IEnumerable<Posting> postings, string unit, PostingReason reason) =>
        postings.Where(posting => posting.Unit == unit && posting.Reason == reason).Sum(posting => posting.Points);
}
