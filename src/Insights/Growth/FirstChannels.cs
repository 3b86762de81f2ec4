using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Growth;

/// <summary>Finds the channel of the first order of everybody who first bought in a time.</summary>
internal static class FirstChannels
{
    private const string Joined =
        """
        customer_list l JOIN customer c ON c.group_id = l.customer_id
        JOIN customer_day d ON d.customer_id = c.customer_id AND d.day = l.first_purchase_day AND d.orders > 0
        WHERE l.first_purchase_day >= @from AND l.first_purchase_day < @to
        """;

    /// <summary>The code of the channel by person, empty where none was told.</summary>
    public static Dictionary<Guid, string> Load(Database database, Period year)
    {
        var asked = new { from = year.From.Number, to = year.To.Number };
        var codes = database.Query<(long Number, string Code)>("SELECT dimension_id, code FROM dimension WHERE kind = 'channel'")
            .ToDictionary(row => (int)row.Number, row => row.Code);
        var found = new Dictionary<Guid, string>();
        foreach (var (person, channel) in database.Query<(Guid Person, int Channel)>($"SELECT DISTINCT l.customer_id, d.channel_id FROM {Joined}", asked))
        {
            found[person] = codes.GetValueOrDefault(channel, "");
        }

        // Whoever bought by several channels on the first day came by that of the earliest order.
        foreach (var (person, channel) in database.Query<(Guid Person, int Channel)>(
            $"""
            SELECT l.customer_id, o.channel_id FROM customer_list l JOIN customer c ON c.group_id = l.customer_id
            JOIN purchase_order o ON o.customer_id = c.customer_id AND o.day = l.first_purchase_day AND o.state IN (0, 4) AND o.gross > 0
            WHERE l.customer_id IN (SELECT l.customer_id FROM {Joined} GROUP BY l.customer_id HAVING count(DISTINCT d.channel_id) > 1)
            ORDER BY o.placed_at DESC, o.number DESC
            """,
            asked))
        {
            found[person] = codes.GetValueOrDefault(channel, "");
        }

        return found;
    }
}
