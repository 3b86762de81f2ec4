using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;
using Regulars.Host.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>A real shop's history: a programme is tried on it, put in force, and what it then gives and takes back is explained line by line. All of it among the long proofs: two programmes are played over the whole history.</summary>
public sealed class RetailWalkTests(Chromium chromium)
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_programme_is_tried_on_the_history_put_in_force_and_explains_what_it_gave(string language, Screen screen)
    {
        var figures = RetailFigures.Read(Repository.OnlineRetail);
        using var shop = await Shop.OpenWithHistoryAsync(Repository.OnlineRetail);
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);
        await FirstSteps.EnterFurnished(owner, shop, "GBP");
        await owner.Page.WaitForURLAsync(shop.Address + "/");

        using var till = await RetailSteps.StartBefore(owner, shop);
        await RetailSteps.DraftLevels(owner);
        await RetailSteps.CheckTrial(owner, figures);
        await RetailSteps.PutInForce(owner);
        var customer = await RetailSteps.SellAndTakeBack(till);
        await RetailSteps.ReadReasons(owner, customer);

        owner.CheckCalm();
    }
}
