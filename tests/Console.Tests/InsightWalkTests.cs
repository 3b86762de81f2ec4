using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>A newcomer's first morning: from the news of the day to one customer's reasons, and to something done about it.</summary>
public sealed class InsightWalkTests(Chromium chromium)
{
    private const int Customers = 500;

    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always(("uk", Screen.Desktop));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_owner_learns_who_leaves_and_why_and_does_something(string language, Screen screen)
    {
        using var shop = await Shop.OpenDemonstrationAsync(Customers);
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);

        owner.ExpectedStatuses.Add(422);
        await FirstSteps.EnterFurnished(owner, shop);
        await InsightSteps.ReadTheMorning(owner);
        await InsightSteps.MeetWhoLeaves(owner);
        await InsightSteps.DoSomething(owner);
        await InsightSteps.KeepASegment(owner);
        await InsightSteps.AskWhatItIsWorth(owner);
        await InsightSteps.TryOut(owner);
        await InsightSteps.ClearTheWay(owner);

        owner.CheckCalm();
    }
}
