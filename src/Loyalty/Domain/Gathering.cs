using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Brings together what the merged records of one person have, so that it can be used wherever they show themselves.</summary>
/// <remarks>Points that can be used, and debts, go to the record that stands for the person; what is pending or reserved stays where it is
/// until it can be used. Undoing the merge leaves points where they are: nobody can say whose were used.</remarks>
internal static class Gathering
{
    /// <summary>A reservation that a request names: one of another record comes along, for it is used where the person is. Null: there is none.</summary>
    public static Hold? Bring(MemberEffects effects, Guid id)
    {
        var person = effects.Ledger;
        if (person.Book.Holds.TryGetValue(id, out var own))
        {
            return own;
        }

        var record = effects.Gathered.Find(other => other.Ledger.Book.Holds.ContainsKey(id))?.Ledger;
        return record is null ? null : person.ReceiveHeld(record.Book.Holds[id], record.SendHeld(record.Book.Holds[id]), person.Source.Day);
    }

    /// <summary>Moves what can be used, and what is owed, from a record to the person.</summary>
    public static void Gather(PointsLedger record, PointsLedger person, Day today)
    {
        record.Settle(today);
        foreach (var lot in record.Book.Lots.Values.Where(lot => lot.Active > 0).OrderBy(lot => lot.Number).ToList())
        {
            record.Send(lot, lot.Active);
            person.Give(
                new Lot(++person.Book.LastLot, lot.Unit, lot.Active, lot.EarnedOn) { LastDay = lot.LastDay, ActiveFrom = today },
                today,
                PostingReason.Received);
        }

        foreach (var unit in record.Book.Accounts.Keys.ToList())
        {
            var owed = -record.Book.Balance(unit, LedgerAccount.Debt);
            if (owed > 0)
            {
                record.HandOverDebt(unit, owed, LedgerAccount.Transferred, LedgerAccount.Debt);
                person.HandOverDebt(unit, owed, LedgerAccount.Debt, LedgerAccount.Transferred);
            }
        }
    }
}
