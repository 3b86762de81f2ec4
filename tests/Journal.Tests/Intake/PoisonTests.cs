using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;
using static Regulars.Journal.Tests.JournalFixture;

namespace Regulars.Journal.Tests.Intake;

/// <summary>One poisoned item among a thousand fails alone, on every engine.</summary>
public abstract class PoisonTests(Engine engine) : IDisposable
{
    private const string Poison = "poison";

    private const string Unwritable = "unwritable";

    private readonly JournalFixture journal = new(engine, new Refusing());

    public void Dispose()
    {
        journal.Dispose();
        GC.SuppressFinalize(this);
    }

    private RecordFact Fact(string customer, string kind = "visit", string? content = null, long? amount = null) => new(new FactInput
    {
        Kind = kind,
        Source = "web",
        OccurredAt = Instant.Now(journal.Clock),
        Customer = Customer(customer),
        Content = content,
        Amount = amount,
        Rate = amount is null ? 1 : 1_000,
    });

    private async Task<Task<IntakeAnswer?>> AmongAThousand(RecordFact poison)
    {
        var sound = Enumerable.Range(0, 999).Select(i => (i, Answer: journal.Intake.SubmitAsync(Fact("c" + (i % 100))))).ToList();
        var answer = journal.Intake.SubmitAsync(poison);
        sound.AddRange(Enumerable.Range(999, 1).Select(i => (i, Answer: journal.Intake.SubmitAsync(Fact("c" + (i % 100))))));
        Assert.All(await Task.WhenAll(sound.Select(item => item.Answer)), given => Assert.Equal(IntakeStatus.Recorded, given!.Status));
        Assert.Equal((1_000, 100), journal.Database.QueryFirst<(long, long)>("SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM customer)"));
        return answer;
    }

    [Fact]
    public async Task A_NUL_is_refused_at_the_door()
    {
        var answer = await await AmongAThousand(Fact("c7", content: "{\"page\":\"\0\"}"));

        Assert.Equal(("field.not_text", "content"), (answer!.Refusal!.Code, answer.Refusal.Place));
    }

    [Fact]
    public async Task Half_a_character_is_refused_at_the_door()
    {
        var answer = await await AmongAThousand(Fact("c7", content: "\"\ud83d\""));

        Assert.Equal("field.not_text", answer!.Refusal!.Code);
    }

    [Fact]
    public async Task An_overflow_fails_alone()
    {
        var answer = await AmongAThousand(Fact("c7", amount: long.MaxValue));

        await Assert.ThrowsAsync<IntakeException>(() => answer);
    }

    [Fact]
    public async Task A_decision_that_throws_fails_alone_and_begins_no_customer()
    {
        var answer = await AmongAThousand(Fact("nobody", kind: Poison));

        var error = await Assert.ThrowsAsync<IntakeException>(() => answer);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public async Task What_cannot_be_written_fails_alone_and_leaves_no_trace_in_what_follows()
    {
        await journal.Submit(Fact("c8"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.Submit(Fact("c7", kind: Unwritable)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.Submit(Fact("c8", kind: Unwritable)));

        Assert.Equal(1, (await journal.Submit(Fact("c7"))).Version);
        Assert.Equal(2, (await journal.Submit(Fact("c8"))).Version);
        Assert.Equal((3, 2), journal.Database.QueryFirst<(long, long)>("SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM customer)"));
    }

    [Fact]
    public async Task Content_that_is_no_JSON_fails_alone_or_is_kept_as_it_is()
    {
        var answer = await AmongAThousandWith(Fact("c7", content: "{no json"));

        Assert.Equal(1_000, answer);
    }

    /// <summary>How many sound facts are recorded beside one of doubtful content.</summary>
    private async Task<long> AmongAThousandWith(RecordFact doubtful)
    {
        var sound = Enumerable.Range(0, 1_000).Select(i => journal.Intake.SubmitAsync(Fact("c" + (i % 100)))).ToList();
        try
        {
            await journal.Intake.SubmitAsync(doubtful);
        }
        catch (IntakeException)
        {
            // It may fail; the others may not.
        }

        return (await Task.WhenAll(sound)).Count(answer => answer!.Status is IntakeStatus.Recorded);
    }

    /// <summary>A module with bugs: it cannot decide about one kind of fact, and cannot write what follows from another.</summary>
    private sealed class Refusing : IntakeParticipant
    {
        public override string Name => "refusing";

        public override ParticipantGroup Load(WriteTransaction transaction, IntakeScope scope) => new Group();

        private sealed class Group : ParticipantGroup
        {
            private bool hasUnwritable;

            public override ParticipantDecision? Decide(RecordedChange change) => change.Fact?.Kind switch
            {
                Poison => throw new InvalidOperationException("A bug."),
                Unwritable => new ParticipantDecision(Unwritable, null),
                _ => null,
            };

            public override void Accept(object effects) => hasUnwritable = true;

            public override void Write(WriteTransaction transaction)
            {
                if (hasUnwritable)
                {
                    throw new InvalidOperationException("Another bug.");
                }
            }
        }
    }
}

public sealed class SqlitePoisonTests() : PoisonTests(Engine.Sqlite);

public sealed class PostgreSqlPoisonTests() : PoisonTests(Engine.PostgreSql);
