using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;

namespace Regulars.Console.Tests;

/// <summary>A programme from the template to its members, by clicking.</summary>
internal static class ProgrammeSteps
{
    public static async Task MakeDraft(Visitor owner)
    {
        await owner.Open("/loyalty");
        await owner.Sees(owner.Words["programme.choose"]);
        await owner.Open("/loyalty/new/points");
        await owner.Reads(owner.Words["template.points"]);
        await owner.CheckPage();
        await owner.Press("template.make");
        await owner.Sees(owner.Words["programme.rules"]);
    }

    /// <summary>A rule with two conditions, one of which was first wrong.</summary>
    public static async Task AddRule(Visitor owner)
    {
        await owner.Follow("part.rules.new");
        await owner.Reads(owner.Words["part.rules.new"]);
        await owner.Fill("name", "Happy morning");
        await owner.Fill("points", "50");
        await owner.Choose("how", "once");
        await owner.Press("criteria.edit.first");
        await owner.Choose("when.0.0.field", "order.total");
        await owner.Choose("when.0.0.comparison", "at-least");
        await owner.Fill("when.0.0.value", "a lot");
        await owner.CheckPage();
        await owner.Press("part.save");

        await owner.Sees(owner.Words["criteria.wanted.money"]);
        await TypeWhileDrawn(owner);
        await owner.Press("criteria.edit.add");
        await owner.Choose("when.1.0.field", "order.weekday");
        await owner.Content.Locator("[name='when.1.0.value'][value='monday']").CheckAsync();
        await Assertions.Expect(owner.Content.Locator("#sentence")).ToContainTextAsync(owner.Words["criteria.weekday.monday"]);
        await owner.CheckPage();
        await owner.Press("part.save");

        await owner.Sees("Happy morning");
        await owner.Sees(owner.Words["criteria.weekday.monday"]);
    }

    /// <summary>The value is typed while the other comparison is still on its way, and stays.</summary>
    private static async Task TypeWhileDrawn(Visitor owner)
    {
        var isTyped = new TaskCompletionSource();
        await owner.Page.RouteAsync("**/redraw*", async route =>
        {
            await isTyped.Task;
            await route.ContinueAsync();
        });
        await owner.Choose("when.0.0.comparison", "between");
        await owner.Fill("when.0.0.value", "12,50");
        isTyped.SetResult();
        await Assertions.Expect(owner.Field("when.0.0.upper")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Field("when.0.0.value")).ToHaveValueAsync("12,50");
        await owner.Page.UnrouteAllAsync();
        await owner.Choose("when.0.0.comparison", "at-least");
        await Assertions.Expect(owner.Field("when.0.0.upper")).ToHaveCountAsync(0);
    }

    /// <summary>Two levels, of which a third is added and taken away again.</summary>
    public static async Task AddLevels(Visitor owner)
    {
        await owner.Follow("part.levels.new");
        await owner.Fill("name", "Club");
        await owner.Choose("measure", "money");
        await owner.Press("part.levels.add");
        await owner.Fill("levels.2.name", "Too much");
        await owner.Content.Locator("[name='do'][value='levels:remove:2']").ClickAsync();
        await Assertions.Expect(owner.Field("levels.2.from")).ToHaveCountAsync(0);
        await owner.Fill("levels.0.name", "Friend");
        await owner.Fill("levels.1.name", "Best friend");
        await owner.Fill("levels.1.from", "10");
        await owner.Fill("levels.1.multiplier", "1,5");
        await owner.CheckPage();
        await owner.Press("part.save");

        await owner.Sees("Best friend");
        await owner.Sees(owner.Words["level.measure.money"]);
    }

    public static async Task AddReward(Visitor owner)
    {
        await owner.Follow("part.rewards.new");
        await owner.Fill("name", "A cup of tea");
        await owner.Fill("cost", "25");
        await owner.CheckPage();
        await owner.Press("part.save");
        await owner.Sees("A cup of tea");
    }

    /// <summary>What is needed elsewhere is not removed; what was given stays.</summary>
    public static async Task RunIt(Visitor owner)
    {
        await owner.Sees(owner.Words["trial.given"]);
        await owner.CheckPage();
        await owner.Press("draft.publish");
        await owner.Sees(owner.Words["programme.done.published"]);
        await owner.Sees("Happy morning");
        await owner.CheckPage();
    }
}
