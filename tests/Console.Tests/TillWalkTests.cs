using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>From a member who says their phone to a receipt that they verify themselves.</summary>
public sealed class TillWalkTests(Chromium chromium)
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always(("ru", Screen.Phone));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_owner_sells_to_a_regular_who_verifies_the_receipt(string language, Screen screen)
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);
        await using var member = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);

        await FirstSteps.MakeOwner(owner, shop);
        await FirstSteps.BringInOrders(owner, shop);
        await TillSteps.StartProgramme(owner);
        await TillSteps.FindAnna(owner);
        await TillSteps.ConfirmTwice(owner);
        await TillSteps.UndoIt(owner);
        await TillSteps.PayWithPoints(owner);
        await TillSteps.MakeMember(owner);
        await TillSteps.OpenOwnPage(owner, member);

        owner.CheckCalm();
        member.CheckCalm();
    }
}
