using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Gifts;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Shows gift campaigns with their budgets and effects, and who was given what and why.</summary>
internal static class ShowGifts
{
    private const int RowsPerPage = 50;

    private const int MostDays = 730;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/loyalty/gifts", Show).RequireAuthorization(Permission.ManageLoyalty).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        endpoints.MapGet("/api/v1/loyalty/gift-campaigns/{key}/effect", Tell).RequireAuthorization(Permission.ReadReports).WithTags("Gifts").WithName("getGiftEffect")
            .WithSummary("Tells what a gift campaign changed: spend of the treated less that of the held out.")
            .Produces<GiftEffectAnswer>().ProducesProblem(400).ProducesProblem(404);
    }

    private static RazorComponentResult Show(string? before, int? days, ProgrammeStore programmes, GiftStore gifts, BusinessStore businesses, TimeProvider clock)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        var after = Math.Clamp(days ?? GiftEffect.DefaultDays, 1, MostDays);
        var history = programmes.Current();
        var rows = gifts.Given(GiftPlace.Read(before), RowsPerPage + 1);
        return new RazorComponentResult<GiftsPage>(new
        {
            Campaigns = (IReadOnlyList<CampaignRow>)[.. (history.InForce(today)?.Programme.GiftCampaigns ?? []).Select(campaign => Row(campaign, history.InForce(today)!, gifts, after, today))],
            Rows = (IReadOnlyList<GiftRow>)[.. rows.Take(RowsPerPage)],
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Place.ToString() : null,
            history.Units,
            Names = (IReadOnlyDictionary<string, string>)history.GiftCampaigns.Reverse().DistinctBy(campaign => campaign.Key).ToDictionary(campaign => campaign.Key, campaign => PointsWords.Name(campaign.Name, campaign.Key)),
            Days = after,
        });
    }

    private static CampaignRow Row(GiftCampaign campaign, CompiledProgramme programme, GiftStore gifts, int days, Day today)
    {
        var unit = programme.Programme.Unit(campaign.Unit)!;
        return new CampaignRow(
            campaign, unit, unit.ToPoints(gifts.Used(SharedLimit.Gifts(campaign.Key, today))), gifts.Count(campaign.Key),
            GiftEffectAnswer.Of(Effect(campaign, gifts, days, today), campaign, unit, programme.Currency, days));
    }

    /// <summary>Tells the effect after a number of days, 60 unless told.</summary>
    private static Results<JsonHttpResult<GiftEffectAnswer>, ProblemHttpResult> Tell(string key, int? days, ProgrammeStore programmes, GiftStore gifts, BusinessStore businesses, TimeProvider clock)
    {
        if (days is < 1 or > MostDays)
        {
            return Problems.Of(new Refusal("gift.days", $"1 to {MostDays} days.", "days"));
        }

        var history = programmes.Current();
        var versions = Enumerable.Range(1, history.Newest).Select(history.Of).Reverse();
        if (versions.FirstOrDefault(version => version.Programme.GiftCampaigns.Any(campaign => campaign.Key == key)) is not { } programme)
        {
            return Problems.Of(new Refusal("gift.campaign_unknown", "There is no such campaign.", "key"), StatusCodes.Status404NotFound);
        }

        var campaign = programme.Programme.GiftCampaigns.First(campaign => campaign.Key == key);
        var after = days ?? GiftEffect.DefaultDays;
        var effect = Effect(campaign, gifts, after, businesses.Current.Calendar.DayOf(Instant.Now(clock)));
        return TypedResults.Json(GiftEffectAnswer.Of(effect, campaign, programme.Programme.Unit(campaign.Unit)!, programme.Currency, after), LoyaltyApiJson.Default.GiftEffectAnswer);
    }

    private static GiftEffect Effect(GiftCampaign campaign, GiftStore gifts, int days, Day today) =>
        GiftEffect.Of(campaign, gifts.Outcomes(campaign.Key, days, today), gifts.Count(campaign.Key), gifts.Cost(campaign.Key));
}

/// <summary>A gift campaign as the page shows it.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Unit">Its points.</param>
/// <param name="Spent">How many points of this month's budget are spent.</param>
/// <param name="Assigned">How many were given something, and held out.</param>
/// <param name="Effect">What it changed.</param>
public sealed record CampaignRow(GiftCampaign Campaign, PointUnit Unit, decimal Spent, (long Treated, long HeldOut) Assigned, GiftEffectAnswer Effect);

/// <summary>What a gift campaign changed.</summary>
/// <param name="Campaign">The campaign's key.</param>
/// <param name="Days">In how many days after they were assigned.</param>
/// <param name="Treated">How many were given something and their days are over.</param>
/// <param name="HeldOut">How many were held out and their days are over.</param>
/// <param name="Difference">Mean spend of the treated less that of the held out, in the business's currency; missing where it cannot be told.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="CostPoints">What the campaign has cost, in points.</param>
/// <param name="CostMoney">The same in the business's currency, where points pay.</param>
/// <param name="SplitProbability">The probability of a split so uneven by chance; missing where nobody is held out.</param>
/// <param name="IsSplitBroken">Whether the split is not as planned: look for the fault before reading the figures.</param>
/// <param name="WhyNot">Why the difference cannot be told: nobody_held_out, too_few, no_variation, split.</param>
public sealed record GiftEffectAnswer(
    string Campaign, int Days, long Treated, long HeldOut, decimal? Difference, decimal? Low, decimal? High, decimal CostPoints, decimal? CostMoney, double? SplitProbability, bool IsSplitBroken, string? WhyNot)
{
    internal static GiftEffectAnswer Of(GiftEffect effect, GiftCampaign campaign, PointUnit unit, Currency currency, int days) => new(
        campaign.Key, days, effect.Treated, effect.HeldOut, Money(effect.Difference, currency), Money(effect.Low, currency), Money(effect.High, currency),
        unit.ToPoints(effect.Cost), unit.Value is { } value ? unit.ToPoints(effect.Cost) * value : null, effect.Split?.Probability, effect.Split?.IsBroken == true, effect.WhyNot);

    private static decimal? Money(double? minor, Currency currency) => minor is { } number ? decimal.Round((decimal)number / currency.MinorPerUnit, 4) : null;
}
