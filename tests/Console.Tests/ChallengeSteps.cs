using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>Challenges, milestones, badges and gifts by clicking, and what a customer has of them.</summary>
internal static class ChallengeSteps
{
    private const string Badge = "Friend of tea";

    private const string Challenge = "A first cup";

    private const string Reason = "Waited for a parcel";

    public static async Task AddParts(Visitor owner)
    {
        await owner.Open("/loyalty/new/levels");
        await owner.Fill("value", "0.1");
        await owner.Press("template.make");
        await AddBadge(owner);
        await AddChallenge(owner);
        await AddMilestone(owner);
        await AddCampaign(owner);
        await Look(owner, "challenges-draft");
        await owner.Press("draft.publish");
        await owner.Sees(owner.Words["programme.done.published"]);
        await owner.Sees(Challenge);
    }

    /// <summary>An order of Anna's does what the challenge asks.</summary>
    public static async Task DoIt(Visitor owner)
    {
        await TillSteps.FindAnna(owner);
        await owner.Fill("amount", "42");
        await owner.Press("till.confirm");
        await owner.Sees(owner.Words["till.receipt"]);
        await TillSteps.FindAnna(owner);
        await owner.Follow("till.customer");
        await owner.Sees(Badge);
        await owner.Sees(owner.Words["story.kind.challenge.completed"]);
        await owner.Sees(owner.Words["story.kind.badge.earned"]);
        await Look(owner, "challenges-customer");
    }

    /// <summary>A gift without a reason is asked about again; with one it stands in the story and in the list.</summary>
    public static async Task GiveGift(Visitor owner)
    {
        await owner.Follow("gift.title");
        await owner.Fill("reason", Reason);
        await owner.Press("gift.give");
        await owner.Sees(owner.Words["gift.refused.empty"]);
        await owner.Fill("points", "25");
        await Look(owner, "gift");
        await owner.Press("gift.give");
        await owner.Sees(owner.Words["story.kind.gift.given"]);

        await owner.GoTo("gifts");
        await owner.Reads(owner.Words["gifts.title"]);
        await owner.Sees(Reason);
        await owner.Sees(owner.Words["gifts.effect.too_few"]);
        await Look(owner, "gifts");
    }

    public static async Task OpenOwnPage(Visitor owner, Visitor member)
    {
        await TillSteps.FindAnna(owner);
        await owner.Follow("till.customer");
        await owner.Press("link.make");
        await owner.Reads(owner.Words["link.new"]);
        await member.Page.GotoAsync(await owner.Page.Locator("#member-link").InputValueAsync());
        await member.Sees(Badge);
        await member.Sees(Challenge);
        await Look(member, "challenges-member");
    }

    private static async Task AddBadge(Visitor owner)
    {
        await owner.Follow("part.badges.new");
        await owner.Fill("name", Badge);
        await owner.Content.Locator("[name='emblem'][value='leaf']").CheckAsync();
        await Look(owner, "badge");
        await owner.Press("part.save");
        await owner.Sees(Badge);
    }

    private static async Task AddChallenge(Visitor owner)
    {
        await owner.Follow("part.challenges.new");
        await owner.Fill("name", Challenge);
        await owner.Choose("period", "fromTo");
        await owner.Fill("goal", "0");
        await owner.Press("part.save");
        await owner.Sees(owner.Words["problem.challenge.goal"]);
        await owner.Fill("goal", "1");
        await owner.Fill("points", "7");
        await owner.Choose("badge", "badge-1");
        await Assertions.Expect(owner.Content.Locator("#sentence")).ToContainTextAsync(Badge);
        await Look(owner, "challenge");
        await owner.Press("part.save");
        await owner.Sees(Challenge);
    }

    private static async Task AddMilestone(Visitor owner)
    {
        await owner.Follow("part.milestones.new");
        await owner.Fill("at", "ten");
        await owner.Press("part.save");
        await owner.Sees(owner.Words["problem.whole"]);
        await owner.Choose("kind", "birthday");
        await owner.Fill("points", "30");
        await Look(owner, "milestone");
        await owner.Press("part.save");
        await owner.Sees(owner.Words["milestone.birthday"]);
    }

    private static async Task AddCampaign(Visitor owner)
    {
        await owner.Follow("part.gifts.new");
        await owner.Fill("name", "Thanks");
        await owner.Press("criteria.edit.first");
        await owner.Choose("when.0.0.field", "orders");
        await Assertions.Expect(owner.Field("when.0.0.comparison").Locator("[value='at-least']")).ToHaveCountAsync(1);
        await owner.Fill("when.0.0.value", "2");
        await owner.Fill("budget", "200");
        await Look(owner, "gift-campaign");
        await owner.Press("part.save");
        await owner.Sees("Thanks");
    }

    private static async Task Look(Visitor visitor, string name)
    {
        await visitor.CheckPage();
        await visitor.Picture(name);
    }
}
