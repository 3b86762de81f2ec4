using FsCheck;
using FsCheck.Fluent;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Customers;
using Regulars.Kernel;
using Regulars.Storage;
using static Regulars.Journal.Tests.JournalFixture;

namespace Regulars.Journal.Tests.Criteria;

/// <summary>The same condition says the same of every person in memory, in SQL and over columns, on every engine.</summary>
public abstract class CriteriaAgreementTests(Engine engine) : IDisposable
{
    private static readonly CriteriaFields Fields = new(JournalFields.All);

    private static readonly string[] Cities = ["Kyiv", "KYIV ", "Львів", "Łódź", "Lodz", "O'Fallon", "Nowy  Sącz", ""];

    private readonly JournalFixture journal = new(engine);

    public void Dispose()
    {
        journal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_condition_holds_of_the_same_people_in_memory_in_sql_and_over_columns()
    {
        await Furnish();
        var search = new CriteriaSearch(
            journal.Database, new CustomerDirectory(journal.Database, journal.Businesses, [], journal.Clock), [new TraitsLoader()]);
        var people = journal.Database.Query<Guid>("SELECT customer_id FROM customer_list").ConvertAll(id => new CustomerId(id));
        var subjects = search.Load(people);
        var columns = new CriteriaColumns(journal.Database);
        var said = 0;
        Prop.ForAll(Criteria(3).ToArbitrary(), criterion =>
        {
            var written = CriteriaJson.Read(System.Text.Json.JsonSerializer.SerializeToElement(CriteriaJson.Write(criterion))).Value;
            var condition = new CriteriaBinder(Fields, Euro, Today).Bind(written).Value;
            var expected = subjects.Where(condition.Holds).Select(subject => subject.Customer.Value).Order().ToList();
            Assert.Equal(expected, search.Find(condition, Guid.Empty, 1000).Select(row => row.Id).Order());
            Assert.Equal(expected.Count, search.Count(condition));
            Assert.Equal(expected, columns.Holds(condition));
            Assert.Equal(expected.Count, columns.Count(condition));
            said += expected.Count > 0 && expected.Count < subjects.Count ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
        Assert.True(said > 100, $"Only {said} conditions told people apart.");
    }

    private Day Today => journal.Businesses.Current.Calendar.DayOf(Instant.Now(journal.Clock));

    /// <summary>Forty records, every fourth merged into the one before it, with everything that fields read.</summary>
    private async Task Furnish()
    {
        var random = new Random(20261125);
        CustomerId? earlier = null;
        for (var number = 0; number < 40; number++)
        {
            var customer = Customer($"{number}", name: number % 5 == 0 ? null : $"Анна {Cities[number % 7]}") with { Profile = Profile(random, number) };
            var answer = await journal.Submit(new SaveCustomer("shop", customer));
            var id = answer.Customer!.Value;
            for (var order = 0; order < random.Next(4); order++)
            {
                var state = random.Next(6) switch { 0 => OrderState.Refused, 1 => OrderState.Cancelled, _ => OrderState.Sold };
                await journal.Submit(journal.Order($"{number}-{order}", customer, Line("tea", 1, random.Next(1, 60), category: random.Next(2) == 0 ? "tea" : "cups")) with
                {
                    PlacedAt = Instant.Now(journal.Clock).Plus(TimeSpan.FromDays(-random.Next(400))),
                    Store = random.Next(2) == 0 ? "Center" : "Market",
                    State = state,
                });
            }

            if (random.Next(2) == 0)
            {
                await journal.Submit(new RecordConsent(id, "news", "email", random.Next(2) == 0, "shop", "Yes, please."));
                journal.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            if (number % 4 == 3 && earlier is { } into)
            {
                await journal.Submit(new LinkCustomers(id, into, "test"));
            }

            earlier = id;
        }
    }

    private static ProfileInput Profile(Random random, int number) => new()
    {
        Name = number % 5 == 0 ? null : $"Анна {Cities[number % 7]}",
        City = random.Next(3) == 0 ? null : Cities[random.Next(Cities.Length)],
        Country = random.Next(2) == 0 ? null : "Україна",
        Language = random.Next(2) == 0 ? null : random.Next(2) == 0 ? "uk" : "pl",
        AgeGroup = random.Next(2) == 0 ? null : "25–34",
        IncomeBand = random.Next(2) == 0 ? null : "Middle",
        Birthday = random.Next(3) == 0 ? null : Day.Of(random.Next(2) == 0 ? 1904 : 1988, random.Next(1, 13), random.Next(1, 29)),
        Attributes =
        [
            .. random.Next(2) == 0 ? [] : new[] { new AttributeInput("pet", Text: random.Next(2) == 0 ? "Кіт" : "dog") },
            .. random.Next(2) == 0 ? [] : new[] { new AttributeInput("children", Number: random.Next(4)) },
            .. random.Next(2) == 0 ? [] : new[] { new AttributeInput("wedding", Date: Day.Of(2020, 6, random.Next(1, 28))) },
        ],
    };

    private static Gen<Criterion> Criteria(int depth) => depth == 0 ? Test() : Gen.Frequency(
        (4, Test()),
        (2, Criteria(depth - 1).ListOf(2).Select(parts => (Criterion)new AllOf([.. parts]))),
        (2, Criteria(depth - 1).ListOf(2).Select(parts => (Criterion)new AnyOf([.. parts]))),
        (1, Criteria(depth - 1).Select(part => (Criterion)new Not(part))));

    private static Gen<Criterion> Test() =>
        from field in Gen.Elements(JournalFields.All.ToArray())
        from comparison in Gen.Elements(CriteriaFields.ComparisonsOf(field.Type).ToArray())
        from values in Values(field, comparison)
        select (Criterion)new FieldTest(field.Name, ArgumentOf(field.Name), comparison, values);

    private static string? ArgumentOf(string field) => field switch
    {
        "attribute.text" => "pet",
        "attribute.number" => "children",
        "attribute.day" => "wedding",
        "store.orders" => "Center",
        "category.orders" => "tea",
        "consent" => "news/email",
        _ => null,
    };

    private static Gen<IReadOnlyList<string>> Values(CriteriaField field, Comparison comparison)
    {
        var one = comparison switch
        {
            Comparison.WithinLast or Comparison.LongerAgo => Gen.Elements("0", "30", "90", "365"),
            Comparison.WithinNext => Gen.Elements("0", "14", "100", "366"),
            _ => field.Type switch
            {
                CriteriaType.Choice => Gen.Elements(field.Choices.ToArray()),
                CriteriaType.Day => Gen.Elements("2026-03-01", "2026-09-15", "2020-06-10"),
                CriteriaType.Money => Gen.Elements("0", "20", "45.5", "90"),
                CriteriaType.Text => Gen.Elements("kyiv", "Анна", "ЛЬВІВ", "łódź", "о", "o'fallon", "україна", "%", "25–34", "middle", "кіт"),
                _ => Gen.Elements("0", "1", "2"),
            },
        };
        return comparison switch
        {
            Comparison.Known => Gen.Constant<IReadOnlyList<string>>([]),
            Comparison.Between => Gen.Constant<IReadOnlyList<string>>(["1", "50"]),
            Comparison.Is => one.ListOf(2).Select(list => (IReadOnlyList<string>)[.. list]),
            _ => one.Select(value => (IReadOnlyList<string>)[value]),
        };
    }
}

public sealed class SqliteCriteriaAgreementTests() : CriteriaAgreementTests(Engine.Sqlite);

public sealed class PostgreSqlCriteriaAgreementTests() : CriteriaAgreementTests(Engine.PostgreSql);
