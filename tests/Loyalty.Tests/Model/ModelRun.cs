using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Regulars.Journal;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Storage;
using Regulars.Testing;
using Regulars.Ui;

namespace Regulars.Loyalty.Tests.Model;

/// <summary>Many worlds side by side on one database: each round does one operation in every world, in the same transactions.</summary>
internal sealed class ModelRun : IAsyncDisposable
{
    private readonly TestDatabase test;

    private readonly ServiceProvider services;

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 20, 10, 0, 0, TimeSpan.Zero));

    private readonly Random chance;

    private readonly int seed;

    private readonly List<ModelTerms> terms = [];

    private readonly List<ModelWorld> worlds;

    private readonly Dictionary<Guid, (ModelWorld World, int Member)> byCustomer = [];

    private readonly Random? order;

    /// <summary>Prepares worlds.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="seed">By which everything happens again.</param>
    /// <param name="worldCount">How many worlds.</param>
    /// <param name="order">In which order worlds take their turn within a round, one transaction each; null: all at once.</param>
    public ModelRun(Engine engine, int seed, int worldCount, Random? order = null)
    {
        this.order = order;
        this.seed = seed;
        chance = new Random(seed);
        test = TestDatabase.Create(engine, JournalModule.Migrations, LoyaltyModule.Migrations);
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton(test.Database).AddSingleton(new ErasureRecord(new byte[32], null))
            .AddUi().AddJournal().AddLoyalty().RemoveAll<IHostedService>().BuildServiceProvider();
        Businesses.Save(new Business("Test shop", Currency.Of("EUR"), new BusinessCalendar("UTC"), new BusinessSettings()));
        worlds = [.. Enumerable.Range(0, worldCount).Select(number => new ModelWorld(number, chance.Next()))];
    }

    public Database Database => test.Database;

    public long Operations { get; private set; }

    /// <summary>How often each kind of operation came to each end.</summary>
    public Dictionary<string, int> Ends { get; } = [];

    private BusinessStore Businesses => services.GetRequiredService<BusinessStore>();

    private JournalIntake Intake => services.GetRequiredService<JournalIntake>();

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Lives through so many operations in every world, comparing what is stored with the model after each.</summary>
    public async Task Live(int operations)
    {
        Publish();
        await Meet();
        for (var round = 0; round < operations; round++)
        {
            await Round(round);
            if (chance.Next(3) == 0)
            {
                clock.Advance(chance.Next(4) == 0 ? TimeSpan.FromHours(chance.Next(1, 30)) : TimeSpan.FromDays(chance.Next(1, 9)));
            }

            if (chance.Next(15) == 0)
            {
                Publish();
            }
        }

        ReadAll();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        test.Dispose();
    }

    /// <summary>Every posting, lot and account, under the members' names, in their order.</summary>
    public List<string> Books()
    {
        var books = new List<string>();
        Read("SELECT customer_id, posting, unit, from_account, to_account, points, lot, reason, rule, day FROM posting", 9);
        Read("SELECT customer_id, lot, granted, earned_day, active_day, last_day, pending, active, held, spent, expired, revoked, transferred FROM lot", 12);
        Read("SELECT customer_id, last_posting, last_lot, pending, active, held, debt FROM points_account", 6);
        books.Sort(StringComparer.Ordinal);
        return books;

        void Read(string sql, int last) => Database.Scan(sql, row =>
        {
            var (world, member) = byCustomer[row.Id(0)];
            books.Add($"{worlds.IndexOf(world)}-{member}: {string.Join(' ', Enumerable.Range(1, last).Select(column => row.IsNull(column) ? "-" : row.Text(column)))}");
        });
    }

    private void Publish()
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var expiry = chance.Next(3);
        terms.Add(new ModelTerms(
            terms.Count + 1, today, chance.Next(1, 4), chance.Next(1, 5) * 50, expiry == 0 ? chance.Next(5, 60) : null, expiry == 1 ? chance.Next(1, 3) : null,
            chance.Next(2) * chance.Next(15), chance.Next(1, 11), chance.Next(4) > 0));
        services.GetRequiredService<ProgrammeStore>().Publish(ProgrammeJson.Read(terms[^1].Json), "test");
    }

    private async Task Meet()
    {
        var met = await Task.WhenAll(worlds.SelectMany((world, number) => Enumerable.Range(0, ModelWorld.Members).Select(async member => (world, member, answer: await Ask(
            new SaveCustomer("test", new CustomerInput { Identities = [new IdentityInput(IdentityKind.Number, ModelWorld.Name(number, member))] }))))));
        foreach (var (world, member, answer) in met)
        {
            world.Customers[member] = answer.Customer!.Value;
            byCustomer.Add(answer.Customer.Value.Value, (world, member));
        }
    }

    private async Task Round(int round)
    {
        var awaited = worlds.Where(world => world.Awaits).ToList();
        if (awaited.Count > 0)
        {
            await Deliver();
        }

        var touched = awaited.ConvertAll(world => (world, world.Arrive(Now)));
        var next = worlds.ConvertAll(world => (World: world, Done: world.Next(Now, terms)));
        var answers = await AskAll(next.ConvertAll(one => one.Done.Request));
        for (var i = 0; i < next.Count; i++)
        {
            var (world, done) = next[i];
            Explain(world, round, () => touched.Add((world, done.Follow(answers[i]))));
        }

        foreach (var (request, answer) in next.Select(one => one.Done.Request).Zip(answers))
        {
            var end = $"{(request is RecordFact { Fact.Kind: var kind } ? kind : "order")} {answer.Refusal?.Code ?? (answer.Status is IntakeStatus.Unchanged ? "unchanged" : "done")}";
            Ends[end] = Ends.GetValueOrDefault(end) + 1;
        }

        Operations += next.Count + awaited.Count;
        var accounts = Database.Query<(Guid Customer, long Pending, long Active, long Held, long Debt)>("SELECT customer_id, pending, active, held, debt FROM points_account")
            .ToDictionary(row => row.Customer);
        foreach (var (world, member) in touched)
        {
            var stored = accounts.GetValueOrDefault(world.Customers[member].Value);
            Explain(world, round, () => Assert.Equal(Figures(world[member]), (stored.Active + stored.Debt, stored.Pending, stored.Held, -stored.Debt)));
        }
    }

    /// <summary>What everybody has now, as it is read, with what has become due by itself.</summary>
    private void ReadAll()
    {
        var reader = services.GetRequiredService<MemberReader>();
        foreach (var (customer, (world, member)) in byCustomer)
        {
            var book = reader.Find(new CustomerId(customer))!.Book;
            Explain(world, -1, () => Assert.Equal(
                Figures(world[member].At(Now)),
                (book.Balance("points"), book.Balance("points", LedgerAccount.Pending), book.Balance("points", LedgerAccount.Held), -book.Balance("points", LedgerAccount.Debt))));
        }
    }

    private static (long Balance, long Pending, long Held, long Owed) Figures(ModelMember member) => (member.Balance, member.Pending, member.Held, member.Owed);

    private async Task Deliver()
    {
        var handler = services.GetServices<OutboxHandler>().Single(handler => handler.Kind == PointsFacts.Received);
        var due = Outbox.Due(Database, Instant.Now(clock), int.MaxValue);
        Assert.DoesNotContain(false, await Task.WhenAll(due.Select(handler.HandleAsync)));
        Database.Write(transaction => Outbox.Done(transaction, due));
    }

    private async Task<IntakeAnswer[]> AskAll(List<IntakeRequest> requests)
    {
        if (order is null)
        {
            return await Task.WhenAll(requests.Select(Ask));
        }

        var answers = new IntakeAnswer[requests.Count];
        var places = Enumerable.Range(0, requests.Count).ToArray();
        order.Shuffle(places);
        foreach (var place in places)
        {
            answers[place] = await Ask(requests[place]);
        }

        return answers;
    }

    private async Task<IntakeAnswer> Ask(IntakeRequest request) => await Intake.SubmitAsync(request) ?? throw new InvalidOperationException("Too much waits.");

    private void Explain(ModelWorld world, int round, Action check)
    {
        try
        {
            check();
        }
        catch (Xunit.Sdk.XunitException difference)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Seed {seed}, round {round}: {difference.Message}\nTerms:\n{string.Join('\n', terms)}\nIts life:\n{string.Join('\n', world.Log)}"), difference);
        }
    }
}
