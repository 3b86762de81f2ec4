using Regulars.Insights.Alerts;
using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public sealed class AlertPartTests
{
    private const int Days = 200;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_change_names_the_segments_that_it_came_from(Engine engine)
    {
        await using var console = await Console.Open(engine);
        var anna = await console.Order("A0", Console.Customer("Anna", "anna@mail.example"), 10, 1);
        for (var order = 1; order < 8; order++)
        {
            await console.Order($"A{order}", Console.Customer("Anna", "anna@mail.example"), 10, 1);
        }

        // The same weekday a week before belongs to her usual, the day before that does not.
        await console.Order("A8", Console.Customer("Anna", "anna@mail.example"), 10, 8);
        await console.Order("A9", Console.Customer("Anna", "anna@mail.example"), 10, 9);
        await console.Order("B0", Console.Customer("Bela", "bela@mail.example"), 10, 100);
        console.Refresh();
        console.Database.Write(transaction =>
        {
            transaction.Execute(
                "INSERT INTO segment (segment_id, name, criteria, created_at, created_by, changed_at, members, counted_at) VALUES (@id, 'Tea lovers', '{}', 0, 'Olha', 0, 1, 0)",
                new { id = new Guid(7, 0, 0, new byte[8]) });
            transaction.Execute(
                "INSERT INTO segment_member (customer_id, segment_id, since_day) VALUES (@customer, @id, 0)", new { customer = anna.Value, id = new Guid(7, 0, 0, new byte[8]) });
        });
        var named = console.Database.QueryFirst<string>("SELECT segment FROM customer_score WHERE customer_id = @customer", new { customer = anna.Value });
        var today = new BusinessCalendar("Europe/Warsaw").DayOf(Instant.Now(console.Clock));

        new AlertRefresh(console.Database).Run(Busy(today), today, _ => { });

        var alert = console.Service<AlertStore>().All().Single(row => row.Measure == "orders" && row.LastDay == today.Number - 1);
        Assert.Contains(new AlertPart("segment", named!, 8, 0.125), alert.Parts);
        Assert.Contains(new AlertPart("saved", "Tea lovers", 8, 0.125), alert.Parts);
        foreach (var language in new[] { "en", "ru", "uk", "pl" })
        {
            Assert.NotNull((await console.Page("/alerts", language)).QuerySelector(".person-words"));
        }
    }

    /// <summary>Many days of some forty buyers each, and a last one of four times as many.</summary>
    private static PurchaseHistory Busy(Day today)
    {
        var (chance, history) = (new Random(5), new PurchaseHistory());
        for (var day = Days; day > 0; day--)
        {
            for (var buyer = 0; buyer < (day == 1 ? 160 : 40 + chance.Next(-6, 7)); buyer++)
            {
                history.Add(new CustomerId(Guid.NewGuid()), [new PurchaseHistory.Entry(today.Plus(-day), 1, 1000 + chance.Next(200), 0)]);
            }
        }

        return history;
    }
}
