using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Regulars.Insights;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Serving;
using Regulars.Storage;

namespace Regulars.Care.Tests;

/// <summary>Journal, Insights and Care served over a fresh database, with two colleagues.</summary>
public sealed class CareShop : ServedConsole
{
    private CareShop(Engine engine)
        : base(engine, InsightsModule.Migrations, CareModule.Migrations)
    {
    }

    public Day Today => Service<BusinessStore>().Current.Calendar.DayOf(Instant.Now(Clock));

    public static async Task<CareShop> Open(Engine engine)
    {
        var shop = new CareShop(engine);
        await shop.Start(services => services.AddInsights().AddCare().AddSingleton<Colleagues, TwoColleagues>().RemoveAll<IHostedService>(), endpoints => endpoints.MapInsights().MapCare());
        return shop;
    }

    public static CustomerInput Customer(int number) => new() { Identities = [new IdentityInput(IdentityKind.Email, $"person{number}@mail.example")] };

    /// <summary>An order of one thing, a number of days ago.</summary>
    public Task Order(int customer, string number, int daysAgo, OrderState state = OrderState.Sold, string product = "tea", string store = "web") =>
        Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "shop", Number = number, PlacedAt = DaysAgo(daysAgo), State = state, Currency = Euro, Country = "Poland", Store = store, Customer = Customer(customer),
            Lines = [new OrderLineInput(product, product, "things", 1, 10, 1000)],
        })
        { Origin = Origin.History });

    /// <summary>A fact, a number of days ago.</summary>
    public Task Tell(int customer, string kind, int daysAgo, string? content = null) => Service<JournalIntake>().SubmitAsync(new RecordFact(
        new FactInput { Kind = kind, Source = "shop", OccurredAt = DaysAgo(daysAgo), Customer = Customer(customer), Content = content }) { Origin = Origin.History });

    /// <summary>The night's work.</summary>
    public int Night() => Service<CareRefresh>().Run(_ => { }, CancellationToken.None);

    private Instant DaysAgo(int days) => Instant.Now(Clock).Plus(TimeSpan.FromDays(-days));

    /// <summary>Two people of the console.</summary>
    private sealed class TwoColleagues : Colleagues
    {
        public override IReadOnlyList<Colleague> All() =>
        [
            new(new Guid("01990000-0000-7000-8000-000000000001"), "Olha", "olha@shop.example"),
            new(new Guid("01990000-0000-7000-8000-000000000002"), "Marek", "marek@shop.example"),
        ];
    }
}
