using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>From a template to a running programme with a rule, levels and a reward made by clicking.</summary>
public sealed class ProgrammeWalkTests(Chromium chromium)
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always(("pl", Screen.Desktop));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_owner_makes_a_programme_by_clicking(string language, Screen screen)
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);

        await FirstSteps.MakeOwner(owner, shop);
        await FirstSteps.BringInOrders(owner, shop);
        await ProgrammeSteps.MakeDraft(owner);
        await ProgrammeSteps.AddRule(owner);
        await ProgrammeSteps.AddLevels(owner);
        await ProgrammeSteps.AddReward(owner);
        await ProgrammeSteps.RunIt(owner);

        owner.CheckCalm();
    }
}
