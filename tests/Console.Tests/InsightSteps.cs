using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;

namespace Regulars.Console.Tests;

/// <summary>What an owner asks of the figures: who leaves, why, what to do, and whether it helped.</summary>
internal static class InsightSteps
{
    public static async Task ReadTheMorning(Visitor owner)
    {
        var todo = owner.Content.GetByRole(AriaRole.Link, new() { Name = owner.Words["news.go.do"], Exact = true });
        await Assertions.Expect(todo).ToHaveCountAsync(1);
        await owner.CheckPage();
        await owner.Picture("insight-morning");
    }

    public static async Task MeetWhoLeaves(Visitor owner)
    {
        await owner.Open("/signs");
        await owner.Sees(owner.Words["signs.replay"]);
        await owner.CheckPage();
        await owner.Picture("insight-signs");
        await owner.Content.Locator("tbody a").First.ClickAsync();
        await owner.Sees(owner.Words["outlook.panel"]);
        await owner.Sees(owner.Words["outlook.value_year"]);
        await owner.Sees(owner.Words["recommend.panel"]);
        await owner.CheckPage();
        await owner.Picture("insight-customer");
    }

    public static async Task DoSomething(Visitor owner)
    {
        await owner.GoTo("actions");
        await owner.CheckPage();
        await owner.Picture("insight-actions");
        await owner.Press("actions.done");
        await owner.Sees(owner.Words["actions.decided.done"]);
        await owner.Press("actions.later");
        await owner.Sees(owner.Words["actions.decided.later"]);
    }

    public static async Task KeepASegment(Visitor owner)
    {
        await owner.GoTo("segments");
        await owner.Follow("ready.high_activity");
        await owner.Sees(owner.Words["own.who"]);
        await owner.Press("criteria.edit.add");
        await owner.Choose("who.1.0.field", "orders");
        await Assertions.Expect(owner.Field("who.1.0.value")).ToBeVisibleAsync();
        await owner.Fill("who.1.0.value", "3");
        await owner.CheckPage();
        await owner.Picture("insight-segment");
        await owner.Press("own.keep");
        await owner.Sees(owner.Words["own.kept"]);
        await owner.CheckPage();
    }

    public static async Task AskWhatItIsWorth(Visitor owner)
    {
        await owner.GoTo("outlook");
        await owner.Sees(owner.Words["quality.forecast"]);
        await owner.Sees(owner.Words["quality.risk"]);
        await owner.CheckPage();
        await owner.Picture("insight-outlook");
        await owner.GoTo("growth");
        await owner.Sees(owner.Words["weigh.what_if"]);
        await owner.CheckPage();
        await owner.Picture("insight-growth");
        await owner.GoTo("recommendations");
        await owner.Sees(owner.Words["recommend.quality"]);
        await owner.CheckPage();
        await owner.Content.Locator("td a, th a").First.ClickAsync();
        await owner.Sees(owner.Words["recommend.stock"]);
        await owner.Choose("state", "in");
        await owner.Press("recommend.stock.keep");
        await owner.Sees(owner.Words["recommend.stock.wrong"]);
        await owner.Choose("state", "out");
        await owner.Press("recommend.stock.keep");
        await owner.Sees(owner.Words["recommend.stock.out"]);
        await owner.CheckPage();
        await owner.Picture("insight-product");
    }

    public static async Task TryOut(Visitor owner)
    {
        await owner.GoTo("experiments");
        await owner.Fill("name", "Coffee for free");
        await owner.Fill("heldOut", "0");
        await owner.Press("experiments.start");
        await owner.Sees(owner.Words["experiments.problem.experiment.share"]);
        await owner.Fill("heldOut", "30");
        await owner.Press("experiments.start");
        await owner.Sees(owner.Words["experiments.arm.held"]);
        await owner.CheckPage();
        await owner.Picture("insight-experiment");
    }

    public static async Task ClearTheWay(Visitor owner)
    {
        await owner.GoTo("journey");
        await owner.Sees(owner.Words["journey.table"]);
        await owner.CheckPage();
        await owner.Picture("insight-journey");
        await owner.GoTo("obstacles");
        await owner.CheckPage();
        await owner.Fill("title", "The courier takes cash only");
        await owner.Choose("countedBy", "delivery");
        await owner.Press("obstacles.open.do");
        await owner.Sees(owner.Words["obstacles.story"]);
        await owner.Choose("state", "declined");
        await owner.Press("obstacles.keep");
        await owner.Sees(owner.Words["obstacles.problem.obstacle.reason"]);
        await owner.Choose("state", "removed");
        await owner.Press("obstacles.keep");
        await owner.Sees(owner.Words["obstacles.kept"]);
        await owner.CheckPage();
        await owner.Picture("insight-obstacle");
    }
}
