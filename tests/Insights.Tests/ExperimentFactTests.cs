using System.Net;
using System.Text.Json;
using Regulars.Insights.Experiments;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Statistics.Experiments;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public sealed class ExperimentFactTests
{
    private const int People = 45;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Every_assignment_becomes_one_fact_that_agrees_with_the_draw(Engine engine)
    {
        await using var console = await Shop(engine);
        var id = await Start(console);

        await Record(console);

        var facts = Facts(console);
        var members = console.Database.Query<(Guid Customer, int Arm)>("SELECT customer_id, arm FROM experiment_member WHERE experiment_id = @id", new { id });
        var key = console.Service<ModelStore>().AssignmentKey(_ => { });
        Assert.Equal(People, facts.Count);
        Assert.All(members, member =>
        {
            Assert.Equal(member.Arm, Assignment.Arm(key, $"experiment:{id}", member.Customer.ToString(), [0.5, 0.5]));
            Assert.Equal((member.Arm == 0 ? "treated" : "held_out", id), (facts[member.Customer].GetProperty("arm").GetString(), facts[member.Customer].GetProperty("id").GetGuid()));
        });
        Assert.Equal(People, (await console.Json("/api/v1/experiments")).GetProperty("items")[0].GetProperty("recorded").GetInt64());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_recording_that_is_done_again_after_a_stop_writes_nothing_twice(Engine engine)
    {
        await using var console = await Shop(engine);
        var id = await Start(console);
        await Record(console);

        console.Database.Write(transaction => ExperimentRecording.Ask(transaction, id));
        Assert.Equal(People, await Record(console));

        Assert.Equal(People, console.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE kind = 'experiment.assigned'"));
        Assert.Equal(0, console.Database.QueryFirst<long>("SELECT count(*) FROM experiment_recording"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Whoever_is_forgotten_stays_counted_and_is_told_nothing_of(Engine engine)
    {
        await using var console = await Shop(engine);
        var id = await Start(console);
        var before = Arms(await console.Json("/api/v1/experiments"));
        var (early, late) = (Treated(console, id)[0], Treated(console, id)[1]);
        await console.Service<JournalIntake>().SubmitAsync(new EraseCustomer(new CustomerId(early), "Olha"));

        Assert.Equal(People - 1, await Record(console));
        await console.Service<JournalIntake>().SubmitAsync(new EraseCustomer(new CustomerId(late), "Olha"));

        var facts = Facts(console);
        Assert.DoesNotContain(early, facts.Keys);
        Assert.DoesNotContain(late, facts.Keys);
        Assert.Equal(before, Arms(await console.Json("/api/v1/experiments")));
        using var file = await console.Send($"/experiments/{id}/treated.csv");
        var handedOut = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(early.ToString(), handedOut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "it is done for this customer")]
    [InlineData("ru", "для этого клиента это делается")]
    [InlineData("uk", "для цього клієнта це робиться")]
    [InlineData("pl", "dla tego klienta jest to robione")]
    public async Task The_story_of_a_customer_says_it_in_the_readers_language(string language, string words)
    {
        await using var console = await Shop(Engine.Sqlite);
        var id = await Start(console);
        Assert.NotNull((await console.Page($"/experiments/{id}", language)).QuerySelector("#recording"));
        await Record(console);

        var story = (await console.Page($"/customers/{Treated(console, id)[0]}", language)).Body!.TextContent;

        Assert.Contains(words, story, StringComparison.Ordinal);
        Assert.Contains("Coffee", story, StringComparison.Ordinal);
        Assert.DoesNotContain("experiment.assigned", story, StringComparison.Ordinal);
        Assert.Null((await console.Page($"/experiments/{id}", language)).QuerySelector("#recording"));
    }

    [Fact]
    public async Task Nobody_else_can_tell_an_assignment()
    {
        await using var console = await Shop(Engine.Sqlite);

        var answer = await console.Service<JournalIntake>().SubmitAsync(new RecordFact(new FactInput
        {
            Kind = ExperimentRecording.Kind,
            Source = "shop",
            OccurredAt = Instant.Now(console.Clock),
            Customer = Console.Customer("Person 1", "p1@mail.example"),
        }));

        Assert.Equal("fact.kind_reserved", answer!.Refusal?.Code);
    }

    private static async Task<Console> Shop(Engine engine)
    {
        var console = await Console.Open(engine);
        for (var person = 0; person < People; person++)
        {
            await console.Order($"A{person}", Console.Customer($"Person {person}", $"p{person}@mail.example"), 10, 20);
        }

        return console;
    }

    private static async Task<Guid> Start(Console console)
    {
        var (status, started) = await console.Ask("/api/v1/experiments", """{"name": "Coffee", "heldOut": 0.5, "days": 10}""");
        Assert.Equal(HttpStatusCode.OK, status);
        return started.GetProperty("id").GetGuid();
    }

    private static Task<long> Record(Console console) => console.Service<ExperimentRecording>().RunAsync(() => true, _ => { }, TestContext.Current.CancellationToken);

    private static Dictionary<Guid, JsonElement> Facts(Console console) => console.Database
        .Query<(Guid Customer, string Content)>("SELECT customer_id, content FROM fact WHERE kind = 'experiment.assigned' AND content IS NOT NULL")
        .ToDictionary(fact => fact.Customer, fact => JsonElement.Parse(fact.Content));

    private static List<Guid> Treated(Console console, Guid id) =>
        console.Database.Query<Guid>("SELECT customer_id FROM experiment_member WHERE experiment_id = @id AND arm = 0 ORDER BY customer_id", new { id });

    private static (int Treated, int HeldOut) Arms(JsonElement answer) =>
        (answer.GetProperty("items")[0].GetProperty("treated").GetInt32(), answer.GetProperty("items")[0].GetProperty("heldOut").GetInt32());
}
