using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Regulars.Loyalty.Codes;
using Regulars.Loyalty.Features;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rewards;

/// <summary>People fill pools with their own codes or with codes made here; doing it again changes nothing.</summary>
public abstract class CodeFillingTests(Engine engine)
{
    [Fact]
    public async Task Codes_that_are_known_or_stand_twice_are_told_by_their_lines()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        var (fillings, pools) = Open(shop);
        pools.Add("cinema", ["C"], null, null);
        var id = Guid.CreateVersion7();

        await fillings.Import(id, "cinema", CodeLines.Read(new StringReader("A\r\n B \n\nA\nC\n"), FillCodePool.IsCode), null);

        var done = fillings.Find(id)!;
        Assert.Equal((true, 2L, 2L), (done.IsDone, done.Added, done.Known));
        Assert.Equal([new CodeLine(4, "A"), new CodeLine(5, "C")], done.FirstKnown);
        Assert.Equal(3, Assert.Single(pools.All()).CodesLeft);
    }

    [Fact]
    public async Task Many_codes_are_made_in_slices_and_the_same_again_on_another_node_makes_no_more()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        var (fillings, pools) = Open(shop);
        var id = Guid.CreateVersion7();

        await fillings.Make(id, "cinema", 5_001, "FILM-", null);
        await fillings.Make(id, "cinema", 5_001, "FILM-", null);
        var other = new CodeFillings(pools, shop.Clock, NullLogger<CodeFillings>.Instance);
        await other.Make(id, "cinema", 5_001, "FILM-", null);

        Assert.Equal(5_001, Assert.Single(pools.All()).Codes);
        Assert.Equal((true, 5_001L), (other.Find(id)!.IsDone, other.Find(id)!.Done));
        await other.Make(id, "cinema", 5_001, "FILM-", null);
        var changed = new CodeFillings(pools, shop.Clock, NullLogger<CodeFillings>.Instance);
        await changed.Make(id, "cinema", 5_000, "FILM-", null);
        Assert.True(changed.Find(id)!.HasFailed);
    }

    [Fact]
    public void A_line_that_holds_no_code_is_told_and_too_many_lines_are_not_read()
    {
        Assert.Equal(new CodeLine(2, "two words"), CodeLines.Read(new StringReader("A\ntwo words\nB"), FillCodePool.IsCode).Wrong);
        Assert.True(CodeLines.Read(new StringReader(string.Join('\n', Enumerable.Range(0, CodeLines.Most + 1))), FillCodePool.IsCode).IsTooLong);
    }

    private static (CodeFillings Fillings, CodePools Pools) Open(LoyaltyFixture shop) => (shop.Services.GetRequiredService<CodeFillings>(), shop.Services.GetRequiredService<CodePools>());
}

/// <inheritdoc/>
public sealed class SqliteCodeFillingTests() : CodeFillingTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlCodeFillingTests() : CodeFillingTests(Engine.PostgreSql);
