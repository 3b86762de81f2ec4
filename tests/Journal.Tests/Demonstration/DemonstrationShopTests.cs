using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Demonstration;
using Regulars.Kernel;

namespace Regulars.Journal.Tests.Demonstration;

/// <summary>The shop is believable, and its planted truth is what its facts tell.</summary>
public sealed class DemonstrationShopTests
{
    private static readonly Day Last = Day.Of(2026, 11, 21);

    private static readonly List<DemonstrationCustomer> Shop = [.. DemonstrationShop.Generate(1, 2_000, Last)];

    private static readonly List<OrderInput> Orders = [.. Shop.SelectMany(OrdersOf)];

    private static IEnumerable<OrderInput> OrdersOf(DemonstrationCustomer customer) => customer.History.OfType<RecordOrder>().Select(request => request.Order);

    private static IEnumerable<OrderInput> PurchasesOf(DemonstrationCustomer customer) =>
        OrdersOf(customer).Where(order => order.Customer is not null && order.State is OrderState.Sold or OrderState.Refunded);

    private static Day DayOf(Instant moment) => DemonstrationShop.Business.Calendar.DayOf(moment);

    private static string Told(IEnumerable<DemonstrationCustomer> customers) => string.Join('\n', customers.SelectMany(customer => (string[])
    [
        customer.Truth.ToString(),
        .. customer.Records.Select(record => $"{string.Join(' ', record.Identities)} {record.Profile}"),
        .. customer.Consents.Select(consent => consent.ToString()),
        .. OrdersOf(customer).Select(order => $"{order} {string.Join(' ', order.Lines)}"),
        .. customer.History.OfType<RecordFact>().Select(request => $"{request.Fact} {request.Key!.Key} {Convert.ToHexString(request.Key.ContentHash)}"),
    ]));

    [Fact]
    public void The_same_seed_makes_the_same_shop() =>
        Assert.Equal(Told(Shop.Take(200)), Told(DemonstrationShop.Generate(1, 200, Last)));

    [Fact]
    public void Another_seed_makes_another_shop() =>
        Assert.NotEqual(Told(Shop.Take(5)), Told(DemonstrationShop.Generate(2, 5, Last)));

    [Fact]
    public void A_larger_shop_holds_the_smaller_one() =>
        Assert.Equal(Told(DemonstrationShop.Generate(7, 20, Last)), Told(DemonstrationShop.Generate(7, 60, Last).Take(20)));

    [Fact]
    public void It_is_open_for_two_years_and_nothing_is_told_of_later_days()
    {
        var days = Orders.SelectMany(order => new[] { order.PlacedAt, order.ReturnedAt ?? order.PlacedAt })
            .Concat(Shop.SelectMany(customer => customer.History.OfType<RecordFact>()).Select(request => request.Fact.OccurredAt))
            .Select(DayOf)
            .ToList();

        Assert.Equal(Last.Plus(-729), days.Min());
        Assert.Equal(Last, days.Max());
    }

    [Fact]
    public void Every_state_of_an_order_occurs_and_every_reason_to_leave()
    {
        Assert.All(Enum.GetValues<OrderState>(), state => Assert.Contains(Orders, order => order.State == state));
        Assert.All(Enum.GetValues<LeavingReason>(), reason => Assert.Contains(Shop, customer => customer.Truth.Reason == reason));
        Assert.Contains(Orders, order => order.ReturnedAt is not null && order.Lines.Any(line => line.IsReturn));
        Assert.Contains(Orders, order => order.Discount > 0);
    }

    [Fact]
    public void Who_left_buys_no_more() => Assert.All(Shop, customer =>
    {
        Assert.Equal(customer.Truth.Reason is LeavingReason.None, customer.Truth.LeftOn is null);
        Assert.DoesNotContain(PurchasesOf(customer), order => DayOf(order.PlacedAt) > customer.Truth.LeftOn);
    });

    [Fact]
    public void Who_left_for_a_late_parcel_had_one() => Assert.All(
        Shop.Where(customer => customer.Truth.Reason is LeavingReason.LateParcel && customer.Truth.LeftOn < Last.Plus(-10)),
        customer => Assert.Contains(
            customer.History.OfType<RecordFact>(),
            request => request.Fact.Kind == "parcel.delivered" && IsLate(request.Fact.Content!)));

    [Fact]
    public void Who_left_after_refusing_a_parcel_refused_one_last() => Assert.All(
        Shop.Where(customer => customer.Truth.Reason is LeavingReason.RefusedParcel),
        customer => Assert.Equal(OrderState.Refused, OrdersOf(customer).Last(order => order.Customer is not null).State));

    [Fact]
    public void The_value_of_every_line_is_its_quantity_times_its_price() => Assert.All(
        Orders.SelectMany(order => order.Lines),
        line => Assert.Equal(DemonstrationShop.Business.Currency.ToMinor(line.Quantity * line.UnitPrice), line.Value));

    [Fact]
    public void Every_order_has_its_own_number() =>
        Assert.Equal(Orders.Count, Orders.Select(order => (order.Store, order.Number)).Distinct().Count());

    [Fact]
    public void A_quarter_of_the_sales_at_the_till_are_to_nobody_known()
    {
        var atTill = Orders.Where(order => order.Channel == "till").ToList();

        Assert.InRange(atTill.Count(order => order.Customer is null) / (double)atTill.Count, 0.22, 0.28);
        Assert.DoesNotContain(Orders, order => order.Channel == "web" && order.Customer is null);
    }

    [Fact]
    public void Seven_of_ten_come_again()
    {
        var purchases = Shop.Select(customer => PurchasesOf(customer).Count()).Where(count => count > 0).ToList();

        Assert.InRange(purchases.Count(count => count > 1) / (double)purchases.Count, 0.65, 0.85);
        Assert.InRange(purchases.Average(), 8, 14);
    }

    [Fact]
    public void December_is_the_busiest_month_and_July_is_quiet()
    {
        var months = Orders.CountBy(order => DayOf(order.PlacedAt).StartOfMonth).ToDictionary();

        Assert.True(months[Day.Of(2025, 12, 1)] > 1.15 * months[Day.Of(2025, 11, 1)]);
        Assert.True(months[Day.Of(2026, 7, 1)] < 0.95 * months[Day.Of(2026, 5, 1)]);
        Assert.True(months[Day.Of(2026, 10, 1)] > 1.05 * months[Day.Of(2025, 10, 1)]);
    }

    [Fact]
    public void Names_are_of_four_languages_and_can_be_kept()
    {
        var profiles = Shop.SelectMany(customer => customer.Records).Select(record => record.Profile!).ToList();

        Assert.Equal(["en", "pl", "ru", "uk"], profiles.Select(profile => profile.Language!).Distinct().Order());
        Assert.All(profiles, profile => Assert.True(Text.CanBeKept(profile.Name) && profile.Name!.Contains(' ')));
        Assert.Contains(profiles, profile => profile.Name!.StartsWith("Мар'яна ", StringComparison.Ordinal));
        Assert.Contains(profiles, profile => profile.Name!.Contains("O'Neil", StringComparison.Ordinal));
        Assert.Contains(profiles, profile => profile.Name!.Any(char.IsSurrogate));
    }

    [Theory]
    [InlineData("Катерина", "ий")]
    [InlineData("Екатерина", "ов")]
    [InlineData("Katarzyna", "ski")]
    [InlineData("Jan", "ska")]
    [InlineData("Андрій", "ська")]
    [InlineData("Сергей", "ова")]
    public void No_name_mixes_the_forms_of_men_and_women(string first, string wrongEnding)
    {
        var names = Shop.Select(customer => customer.Records[0].Profile!.Name!).Where(name => name.StartsWith(first + " ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, name => name.EndsWith(wrongEnding, StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_has_an_identity_of_somebody_else()
    {
        var identities = Shop.SelectMany(customer => customer.Records).SelectMany(record => record.Identities).ToList();

        Assert.Equal(identities.Count, identities.Distinct().Count());
        Assert.All(identities.Where(identity => identity.Kind is IdentityKind.Email), email => Assert.Matches("^[a-z]+\\.[a-z]+[0-9]+@example\\.(com|org|net)$", email.Value));
    }

    private static bool IsLate(string content)
    {
        using var json = JsonDocument.Parse(content);
        return string.CompareOrdinal(json.RootElement.GetProperty("delivered").GetString(), json.RootElement.GetProperty("promised").GetString()) > 0;
    }
}
