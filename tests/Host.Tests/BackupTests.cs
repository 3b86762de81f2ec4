using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>Backup, restore, and the doctor.</summary>
public sealed class BackupTests
{
    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task What_was_backed_up_comes_back(StorageEngine engine)
    {
        using var place = new Place(engine);
        (await place.Run("import", place.Write("a.csv", SmallShop.Export(400)))).Well();
        var report = await place.Report();
        var backup = (await place.Run("backup", place.NewFile("kept"))).Well().Output.Trim();
        (await place.Run("import", place.Write("b.csv", SmallShop.Export(400, seed: 8, firstNumber: 5_001)))).Well();
        Assert.NotEqual(report, await place.Report());

        (await place.Run("restore", backup)).Well();

        Assert.Equal(report, await place.Report());
        (await place.Run("doctor")).Well();
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task A_damaged_backup_is_refused_and_the_present_data_stays(StorageEngine engine)
    {
        using var place = new Place(engine);
        (await place.Run("import", place.Write("a.csv", SmallShop.Export(50)))).Well();
        var report = await place.Report();

        var ran = await place.Run("restore", place.Write("kept.db", new byte[8_192]));

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("kept.db", ran.Errors, StringComparison.Ordinal);
        Assert.Equal(report, await place.Report());
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite, "UPDATE customer SET gross = gross + 1 WHERE orders = (SELECT max(orders) FROM customer)", "agree with their orders")]
    [InlineData(StorageEngine.PostgreSql, "UPDATE customer_day SET returned = returned + 1 WHERE day = (SELECT min(day) FROM customer_day)", "daily rollups")]
    [InlineData(StorageEngine.Sqlite, "DELETE FROM fact WHERE version = 1 AND customer_id = (SELECT min(customer_id) FROM fact)", "no fact is missing")]
    [InlineData(StorageEngine.Sqlite, "DELETE FROM order_lookup WHERE number = '17'", "found by its number")]
    [InlineData(StorageEngine.Sqlite, "DELETE FROM identity_lookup WHERE value = 'person3@example.com'", "every identity")]
    public async Task The_doctor_finds_planted_damage(StorageEngine engine, string damage, string said)
    {
        using var place = new Place(engine);
        (await place.Run("import", place.Write("a.csv", SmallShop.Export(100)))).Well();
        (await place.Run("doctor")).Well();

        place.Change(damage);
        var ran = await place.Run("doctor");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(ran.Output.Split('\n'), line => line.Contains('✗') && line.Contains(said, StringComparison.Ordinal));
    }
}
