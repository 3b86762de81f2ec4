using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Storage;

/// <summary>Keeps what the business says of itself.</summary>
public sealed class BusinessStore(Database database, TimeProvider clock)
{
    private volatile Business? current;

    /// <summary>The business as it is set up, or its defaults before anyone has said anything.</summary>
    public Business Current => current ??= Load() ?? new Business("", Currency.Of("EUR"), new BusinessCalendar("UTC"), new BusinessSettings());

    /// <summary>Whether somebody has set the business up.</summary>
    public bool IsSetUp => current is not null || Load() is not null;

    /// <summary>Keeps the business as given. Its time zone must not change while facts exist: the days would have to be rebuilt.</summary>
    public void Save(Business business)
    {
        database.Write(transaction => transaction.Execute(
            """
            INSERT INTO business (business_id, name, currency, time_zone, settings, created_at) VALUES (1, @Name, @currency, @zone, @settings, @now)
            ON CONFLICT (business_id) DO UPDATE SET name = excluded.name, currency = excluded.currency, time_zone = excluded.time_zone, settings = excluded.settings
            """,
            new
            {
                business.Name,
                currency = business.Currency.Code,
                zone = business.Calendar.TimeZone,
                settings = JsonSerializer.Serialize(business.Settings, JournalJson.Default.BusinessSettings),
                now = Instant.Now(clock).Microseconds,
            }));
        current = business;
    }

    /// <summary>Whether orders or facts are recorded already.</summary>
    public bool HasFacts() =>
        database.QueryFirst<long?>("SELECT 1 FROM fact LIMIT 1") is not null || database.QueryFirst<long?>("SELECT 1 FROM anonymous_sale LIMIT 1") is not null;

    private Business? Load()
    {
        var row = database.QueryFirst<BusinessRow>("SELECT name AS Name, currency AS Currency, time_zone AS TimeZone, settings AS Settings FROM business");
        return row is null
            ? null
            : current = new Business(
                row.Name,
                Currency.Of(row.Currency),
                new BusinessCalendar(row.TimeZone),
                JsonSerializer.Deserialize(row.Settings, JournalJson.Default.BusinessSettings)!);
    }

    private sealed record BusinessRow(string Name, string Currency, string TimeZone, string Settings);
}
