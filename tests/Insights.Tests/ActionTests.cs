using System.Net;
using Regulars.Insights.Actions;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>What is proposed for a customer, what staff decide of it, and what it brought.</summary>
public abstract class ActionTests(Engine engine)
{
    [Fact]
    public async Task What_is_done_stands_in_the_story_once_and_does_not_come_back_at_once()
    {
        await using var console = await Unhappy();
        var item = (await console.Json("/api/v1/actions")).GetProperty("items")[0];
        var customer = item.GetProperty("customer").GetString()!;
        Assert.Equal(ActionKinds.Apologise, item.GetProperty("action").GetString());
        Assert.Contains("0 out of 10", item.GetProperty("reason").GetString(), StringComparison.Ordinal);

        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "done"), ("note", "She forgave us"));
        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "done"));
        console.Refresh();

        Assert.DoesNotContain(
            (await console.Json("/api/v1/actions")).GetProperty("items").EnumerateArray(), open => open.GetProperty("action").GetString() == ActionKinds.Apologise);
        Assert.Equal(1, console.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE kind = 'action.done'"));
        Assert.Contains("She forgave us", (await console.Page($"/customers/{customer}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_put_off_comes_back_and_what_is_dismissed_does_not()
    {
        await using var console = await Unhappy();
        var customer = (await console.Json("/api/v1/actions")).GetProperty("items")[0].GetProperty("customer").GetString()!;
        async Task<bool> IsOpen()
        {
            console.Refresh();
            return (await console.Json("/api/v1/actions?kind=apologise")).GetProperty("items").GetArrayLength() > 0;
        }

        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "later"));
        Assert.False(await IsOpen());
        console.Clock.Advance(TimeSpan.FromDays(ActionList.LaterDays + 1));
        Assert.True(await IsOpen());

        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "dismissed"));
        console.Clock.Advance(TimeSpan.FromDays(ActionList.LaterDays + 1));
        Assert.False(await IsOpen());
    }

    [Fact]
    public async Task A_decision_that_is_none_is_refused()
    {
        await using var console = await Unhappy();
        var customer = (await console.Json("/api/v1/actions")).GetProperty("items")[0].GetProperty("customer").GetString()!;

        Assert.Equal(HttpStatusCode.BadRequest, (await console.Ask($"/api/v1/customers/{customer}/actions/apologise", """{"decision": "perhaps"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await console.Ask($"/api/v1/customers/{customer}/actions/dance", """{"decision": "done"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await console.Ask($"/api/v1/customers/{customer}/actions/welcome", """{"decision": "done"}""")).Status);
    }

    [Fact]
    public void An_effect_needs_both_arms_and_a_split_as_it_was_drawn()
    {
        List<(bool, double)> Outcomes(int proposed, int held, double gain) =>
        [
            .. Enumerable.Range(0, proposed).Select(i => (false, 100.0 + gain + (i % 10))),
            .. Enumerable.Range(0, held).Select(i => (true, 100.0 + (i % 10))),
        ];

        var effect = ActionEffect.Of(ActionKinds.Call, Outcomes(900, 100, 25));
        Assert.Equal(25, effect.Difference!.Value, 9);
        Assert.True(effect.Low > 24 && effect.High < 26);
        Assert.Null(ActionEffect.Of(ActionKinds.Call, Outcomes(90, 5, 25)).Difference);
        Assert.True(ActionEffect.Of(ActionKinds.Call, Outcomes(500, 500, 25)).IsBroken);
    }

    private async Task<Console> Unhappy()
    {
        var console = await Console.Open(engine);
        var customer = await console.Order("1", Console.Customer("Zofia", "zofia@mail.example"), 50, 30);
        await console.Order("2", Console.Customer("Zofia", "zofia@mail.example"), 50, 20);
        await console.Service<JournalIntake>().SubmitAsync(new RecordFact(new FactInput
        {
            Kind = "review.written",
            Source = "shop",
            OccurredAt = Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-10)),
            Customer = new CustomerInput { Id = customer, Identities = [] },
            Content = """{"rating": 1}""",
        }));
        console.Refresh();
        return console;
    }
}

public sealed class SqliteActionTests() : ActionTests(Engine.Sqlite);

public sealed class PostgreSqlActionTests() : ActionTests(Engine.PostgreSql);
