using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>A file is not lost when a column is missing: the columns can be named by hand.</summary>
[Collection<FurnishedShopGroup>]
public sealed class MissingColumnTests(Chromium chromium, FurnishedShop shop)
{
    [Fact]
    public async Task A_file_that_lacks_a_date_lets_its_columns_be_named_by_hand()
    {
        await using var owner = await shop.SignIn(chromium, "en", Screen.Phone);
        await owner.Open("/import");
        await owner.Field("file").SetInputFilesAsync(shop.Write("odd.csv", "number,customer id,xyzzy,plugh\nodd-1,o1,20260301,5.00\nodd-2,o2,20260302,6.50\n"u8.ToArray()));
        await owner.Press("imports.recognise");
        await owner.Reads(owner.Words.Say("preview.title", 2));
        await owner.Choose("role-2", "Category");
        await owner.Press("preview.again");

        await owner.Sees(owner.Words["import.no_date_column.reason"]);
        Assert.Equal("Category", await owner.Field("role-2").InputValueAsync());
        await owner.Choose("role-2", "OrderDate");
        await owner.Choose("role-3", "OrderTotal");
        await owner.Press("preview.again");

        await owner.Reads(owner.Words.Say("preview.title", 2));
        await owner.CheckPage();
        await owner.Press("preview.start");
        await owner.Reads(owner.Words.Say("imports.done", 2));
        owner.CheckCalm();
    }
}
