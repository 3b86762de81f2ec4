using Regulars.Loyalty.Cards;
using Regulars.Storage;

namespace Regulars.Loyalty.Verification;

/// <summary>Gift cards against their movements.</summary>
internal sealed class CardReplay
{
    private const string Everything =
        """
        SELECT card_id, 0 AS kind, posting AS number, from_account AS n1, to_account AS n2, amount AS n3, 0 AS n4 FROM gift_card_posting
        UNION ALL
        SELECT card_id, 1, last_posting, issued, balance, spent, expired FROM gift_card
        ORDER BY 1, 2, 3
        """;

    private static readonly string[] Columns = ["issued", "balance", "spent", "expired"];

    private Guid card;

    private long last;

    private long[] accounts = new long[Columns.Length];

    private bool hasRow = true;

    private LedgerFault? fault;

    /// <summary>The first row that does not agree; null when all do.</summary>
    public static LedgerFault? Find(Database database)
    {
        var replay = new CardReplay();
        database.Scan(Everything, replay.Take);
        return replay.End();
    }

    private void Take(RowReader row)
    {
        if (row.Id(0) is var id && id != card)
        {
            End();
            (card, last, accounts, hasRow) = (id, 0, new long[Columns.Length], false);
        }

        fault ??= row.Int(1) == 0 ? Replay(row) : Compare(row);
    }

    private LedgerFault? Replay(RowReader row)
    {
        var (number, from, to, amount) = (row.Long(2), row.Int(3), row.Int(4), row.Long(5));
        if (number != ++last)
        {
            return Fault("gift_card_posting", MemberReplay.Text(last), "posting", MemberReplay.Text(number), MemberReplay.Text(last));
        }

        if (amount <= 0 || from == to || !Enum.IsDefined((CardAccount)from) || !Enum.IsDefined((CardAccount)to))
        {
            return Fault("gift_card_posting", MemberReplay.Text(number), amount <= 0 ? "amount" : "to_account", MemberReplay.Text(amount <= 0 ? amount : to), amount <= 0 ? "> 0" : $"≠ {MemberReplay.Text(from)}, 0…3");
        }

        accounts[from] -= amount;
        accounts[to] += amount;
        return null;
    }

    private LedgerFault? Compare(RowReader row)
    {
        hasRow = true;
        for (var account = 0; account < Columns.Length; account++)
        {
            if (row.Long(3 + account) is var found && found != accounts[account])
            {
                return Fault("gift_card", card.ToString(), Columns[account], MemberReplay.Text(found), MemberReplay.Text(accounts[account]));
            }
        }

        return row.Long(2) != last ? Fault("gift_card", card.ToString(), "last_posting", MemberReplay.Text(row.Long(2)), MemberReplay.Text(last))
            : accounts[(int)CardAccount.Card] < 0 ? Fault("gift_card", card.ToString(), "balance", MemberReplay.Text(accounts[1]), "≥ 0") : null;
    }

    private LedgerFault? End() => fault ??= hasRow ? null : Fault("gift_card", card.ToString(), "card_id", "–", card.ToString());

    private LedgerFault Fault(string table, string row, string column, string found, string expected) => new(card, table, row, column, found, expected);
}
