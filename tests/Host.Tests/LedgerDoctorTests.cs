using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>The doctor replays the ledger and confirms the clock.</summary>
public sealed class LedgerDoctorTests
{
    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task The_doctor_names_the_first_wrong_row_of_the_ledger_in_the_readers_language(StorageEngine engine)
    {
        using var place = new Place(engine);
        await Furnish(place);
        Assert.Contains("1 posting", (await place.Run("doctor", "--ledger")).Well().Output, StringComparison.Ordinal);

        place.Change("UPDATE points_account SET active = active + 3");

        (await place.Run("doctor")).Well();
        await Says("en_GB.UTF-8", "✗ table points_account, row points, customer ", "active is 45 and should be 42 by the postings");
        await Says("ru_RU.UTF-8", "✗ таблица points_account, строка points", "active = 45, а по проводкам должно быть 42");
        await Says("uk_UA.UTF-8", "✗ таблиця points_account, рядок points", "active = 45, а за проведеннями має бути 42");
        await Says("pl_PL.UTF-8", "✗ tabela points_account, wiersz points", "active = 45, a według księgowań powinno być 42");

        async Task Says(string locale, params string[] parts)
        {
            var ran = await place.RunIn(locale, "doctor", "--ledger");
            Assert.Equal(1, ran.ExitCode);
            Assert.All(parts, part => Assert.Contains(part, ran.Output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_doctor_tells_of_a_clock_that_jumped_until_somebody_confirms_it()
    {
        using var place = new Place(StorageEngine.Sqlite);
        await Furnish(place);
        place.Change("UPDATE points_clock SET jumped_day = seen_day + 40, jumped_at = seen_at");

        Assert.Contains("! the clock jumped from", (await place.Run("doctor")).Well().Output, StringComparison.Ordinal);
        Assert.Contains("✓ the clock is right", (await place.Run("doctor", "--confirm-clock")).Well().Output, StringComparison.Ordinal);

        Assert.DoesNotContain("the clock", (await place.Run("doctor")).Well().Output, StringComparison.Ordinal);
    }

    /// <summary>One member with 42 points.</summary>
    private static async Task Furnish(Place place)
    {
        var key = (await place.Run("keys", "create", "till", "--scope", "facts.write", "loyalty.write")).Well().Output.Trim();
        using var server = await Server.StartAsync(place, key);
        using var programme = new StringContent(
            """{"name":"Club","units":[{"key":"points"}],"rules":[{"key":"orders","points":1,"per":1}]}""", System.Text.Encoding.UTF8, "application/json");
        using var published = await server.Client.PutAsync("/api/v1/loyalty/programme", programme, TestContext.Current.CancellationToken);
        published.EnsureSuccessStatusCode();
        using var order = await server.Post("/api/v1/orders", $$"""{"number":"1","placedAt":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","state":"sold","customer":{"number":"anna"},"lines":[{"product":"tea","quantity":1,"unitPrice":42}]}""");
        order.EnsureSuccessStatusCode();
        await server.StopAsync();
    }
}
