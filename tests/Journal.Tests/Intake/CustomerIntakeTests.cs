using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;
using static Regulars.Journal.Tests.JournalFixture;

namespace Regulars.Journal.Tests.Intake;

/// <summary>Identities, repeats, merging and forgetting, on every engine.</summary>
public abstract class CustomerIntakeTests(Engine engine) : IDisposable
{
    private readonly JournalFixture journal = new(engine);

    public void Dispose()
    {
        journal.Dispose();
        GC.SuppressFinalize(this);
    }

    private FactInput Visit(CustomerInput customer, string? content = null) => new()
    {
        Kind = "visit",
        Source = "web",
        OccurredAt = Instant.Now(journal.Clock),
        Customer = customer,
        Content = content,
    };

    private static RequestKey Key(string key, string content) => new("web", key, SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("601 234 567", "+48 601-234-567")]
    [InlineData("0048601234567", "601234567")]
    public async Task One_phone_number_in_two_spellings_is_one_customer(string one, string other)
    {
        var first = await journal.Submit(new RecordFact(Visit(Customer("", phone: one))));
        var second = await journal.Submit(new RecordFact(Visit(Customer("", phone: other))));

        Assert.Equal(first.Customer, second.Customer);
    }

    [Fact]
    public async Task An_e_mail_address_is_one_whatever_its_case()
    {
        var first = await journal.Submit(new RecordFact(Visit(Customer("", email: "Anna.O'Neil@Example.com"))));
        var second = await journal.Submit(new RecordFact(Visit(Customer("", email: "anna.o'neil@example.COM "))));

        Assert.Equal(first.Customer, second.Customer);
    }

    [Fact]
    public async Task Customer_numbers_of_different_sources_are_different_customers()
    {
        var shop = await journal.Submit(journal.Order("1", Customer("7"), Line("tea", 1, 5)));
        var web = await journal.Submit(new RecordFact(Visit(Customer("7"))));

        Assert.NotEqual(shop.Customer, web.Customer);
    }

    [Fact]
    public async Task A_row_that_names_two_known_customers_goes_to_the_strongest_identity_and_proposes_a_merge()
    {
        var byPhone = await journal.Submit(new RecordFact(Visit(Customer("", phone: "601234567"))));
        var byEmail = await journal.Submit(new RecordFact(Visit(Customer("", email: "a@example.com"))));

        var both = await journal.Submit(new RecordFact(Visit(Customer("", email: "a@example.com", phone: "601234567"))));

        Assert.Equal(byPhone.Customer, both.Customer);
        Assert.NotEqual(byEmail.Customer, both.Customer);
        Assert.Equal(1, journal.Database.QueryFirst<long>("SELECT count(*) FROM merge_proposal WHERE decided_at IS NULL"));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_records_nothing()
    {
        var request = new RecordFact(Visit(Customer("7"))) { Key = Key("k1", "a") };
        var first = await journal.Submit(request);

        var again = await journal.Submit(request);

        Assert.Equal(first, again);
        Assert.Single(journal.FactKindsOf(first.Customer!.Value));
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_a_conflict()
    {
        await journal.Submit(new RecordFact(Visit(Customer("7"))) { Key = Key("k1", "a") });

        var other = await journal.Submit(new RecordFact(Visit(Customer("8"))) { Key = Key("k1", "b") });

        Assert.Equal("request.key_reused", other.Refusal?.Code);
    }

    [Fact]
    public async Task A_decided_refusal_is_repeated_too()
    {
        await journal.Submit(journal.Order("1", Customer("7"), Line("tea", 1, 5)));
        var request = new RecordOrder(journal.Order("1", Customer("8"), Line("tea", 1, 5))) { Key = Key("k1", "a") };
        var refused = await journal.Submit(request);

        Assert.Equal(refused, await journal.Submit(request));
        Assert.Equal(IntakeStatus.Refused, refused.Status);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task What_no_engine_can_keep_is_refused_at_the_door(string kind)
    {
        var answer = await journal.Submit(new RecordFact(Visit(Customer("7")) with { Kind = kind }));

        Assert.Equal(IntakeStatus.Refused, answer.Status);
        Assert.Equal("kind", answer.Refusal?.Place);
    }

    [Fact]
    public async Task An_amount_that_overflows_fails_alone_among_many()
    {
        var sane = Enumerable.Range(0, 200).Select(i => journal.Submit(new RecordFact(Visit(Customer("c" + i)))));
        var poison = journal.Submit(new RecordFact(Visit(Customer("x")) with { Amount = long.MaxValue, Rate = 3 }));

        var answers = await Task.WhenAll(sane);
        await Assert.ThrowsAsync<Regulars.Journal.Intake.IntakeException>(() => poison);
        Assert.All(answers, answer => Assert.Equal(IntakeStatus.Recorded, answer.Status));
        Assert.Equal(200, journal.Database.QueryFirst<long>("SELECT count(*) FROM customer"));
    }

    [Fact]
    public async Task Merging_sums_two_records_and_undoing_it_parts_them_again()
    {
        var one = (await journal.Submit(journal.Order("1", Customer("7", name: "Anna"), Line("tea", 1, 5)))).Customer!.Value;
        var two = (await journal.Submit(journal.Order("2", Customer("8", name: "Anna K."), Line("tea", 2, 5)))).Customer!.Value;

        await journal.Submit(new LinkCustomers(one, two, "test"));
        Assert.Equal((2, 1500, 0), journal.TotalsOf(two));
        Assert.Equal(0, journal.Database.QueryFirst<long>("SELECT count(*) FROM customer_list WHERE customer_id = @id", new { id = one.Value }));

        var later = await journal.Submit(journal.Order("3", Customer("7"), Line("tea", 3, 5)));
        Assert.Equal(one, later.Customer);
        Assert.Equal((3, 3000, 0), journal.TotalsOf(two));

        await journal.Submit(new UnlinkCustomer(one, "test"));
        Assert.Equal((2, 2000, 0), journal.TotalsOf(one));
        Assert.Equal((1, 1000, 0), journal.TotalsOf(two));
        Assert.Equal("Anna", journal.Database.QueryFirst<string>("SELECT name FROM customer_list WHERE customer_id = @id", new { id = one.Value }));
    }

    [Fact]
    public async Task Undoing_one_merge_of_a_chain_takes_along_only_what_was_merged_before()
    {
        var ids = new List<CustomerId>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add((await journal.Submit(journal.Order("o" + i, Customer("c" + i), Line("tea", 1, 1)))).Customer!.Value);
        }

        await journal.Submit(new LinkCustomers(ids[0], ids[1], "test"));
        await journal.Submit(new LinkCustomers(ids[1], ids[2], "test"));
        await journal.Submit(new LinkCustomers(ids[3], ids[2], "test"));
        Assert.Equal(4, journal.TotalsOf(ids[2]).Orders);

        await journal.Submit(new UnlinkCustomer(ids[1], "test"));

        Assert.Equal(2, journal.TotalsOf(ids[1]).Orders);
        Assert.Equal(2, journal.TotalsOf(ids[2]).Orders);
    }

    [Fact]
    public async Task Renaming_a_merged_record_does_not_list_it_again()
    {
        var one = (await journal.Submit(journal.Order("1", Customer("7", name: "Anna"), Line("tea", 1, 5)))).Customer!.Value;
        var two = (await journal.Submit(journal.Order("2", Customer("8", name: "Anna K."), Line("tea", 2, 5)))).Customer!.Value;
        await journal.Submit(new LinkCustomers(one, two, "test"));

        await journal.Submit(new SaveCustomer("shop", Customer("7", name: "Anna Nowak")));

        Assert.Equal([two.Value], journal.Database.Query<Guid>("SELECT customer_id FROM customer_list"));
    }

    [Fact]
    public async Task Merging_a_customer_with_themselves_is_refused()
    {
        var one = (await journal.Submit(new RecordFact(Visit(Customer("7"))))).Customer!.Value;

        Assert.Equal("customer.same", (await journal.Submit(new LinkCustomers(one, one, "test"))).Refusal?.Code);
    }

    [Fact]
    public async Task Forgetting_a_person_removes_what_is_personal_and_keeps_the_sums()
    {
        var answer = await journal.Submit(journal.Order("1", Customer("7", "anna@example.com", "601234567", "Anna Wiśniewska"), Line("tea", 1, 5)));
        var customer = answer.Customer!.Value;
        await journal.Submit(new RecordFact(Visit(Customer("", "anna@example.com"), """{"page":"/secret-wish"}""")) { Key = Key("k1", "a") });
        await journal.Submit(new RecordConsent(customer, "news", "email", true, "web", "I agree, Anna"));

        await journal.Submit(new SaveCustomer("web", Customer("", "anna@example.com")) { Key = Key("k2", "b") });
        await journal.Submit(new RecordOrder(journal.Order("2", Customer("7"), Line("tea", 1, 0))) { Key = Key("k3", "c") });
        await journal.Submit(new RecordOrder(journal.Order("2", Customer("7"), Line("tea", 1, 0))) { Key = Key("k4", "d") });
        Assert.Equal(4, journal.Database.QueryFirst<long>("SELECT count(*) FROM request_lookup"));

        await journal.Submit(new EraseCustomer(customer, "test"));

        Assert.Equal(0, journal.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE content IS NOT NULL OR request_key IS NOT NULL"));
        foreach (var table in new[] { "identity", "identity_lookup", "customer_profile", "consent", "request_lookup", "customer_search_lookup" })
        {
            Assert.Equal(0, journal.Database.QueryFirst<long>($"SELECT count(*) FROM {table}"));
        }

        Assert.Equal((1, 500, 0), journal.TotalsOf(customer));
        Assert.Null(journal.Database.QueryFirst<string>("SELECT name FROM customer_list"));
    }

    [Fact]
    public async Task A_forgotten_person_is_not_brought_back_by_an_import()
    {
        var customer = (await journal.Submit(journal.Order("1", Customer("", "anna@example.com"), Line("tea", 1, 5)))).Customer!.Value;
        await journal.Submit(new EraseCustomer(customer, "test"));

        var imported = await journal.Submit(journal.Order("2", Customer("", "Anna@example.com"), Line("tea", 1, 5)));

        Assert.Equal(IntakeStatus.Recorded, imported.Status);
        Assert.Null(imported.Customer);
        Assert.Equal(0, journal.Database.QueryFirst<long>("SELECT count(*) FROM identity"));
    }

    [Fact]
    public async Task Consent_is_a_fact_and_the_newest_word_counts()
    {
        var customer = (await journal.Submit(new RecordFact(Visit(Customer("7"))))).Customer!.Value;

        await journal.Submit(new RecordConsent(customer, "news", "email", true, "web", "Send me news"));
        await journal.Submit(new RecordConsent(customer, "news", "email", false, "web", "No more"));

        Assert.Equal(["visit", FactKinds.ConsentGranted, FactKinds.ConsentWithdrawn], journal.FactKindsOf(customer));
        Assert.Equal((0, "No more"), journal.Database.QueryFirst<(long, string)>("SELECT granted, wording FROM consent"));
    }

    [Fact]
    public async Task A_fact_for_an_unknown_id_is_refused()
    {
        var answer = await journal.Submit(new RecordFact(Visit(new CustomerInput { Id = new CustomerId(Guid.NewGuid()), Identities = [] })));

        Assert.Equal("customer.unknown", answer.Refusal?.Code);
    }

    [Fact]
    public async Task Names_with_apostrophes_Cyrillic_and_emoji_are_kept_and_found()
    {
        await journal.Submit(new SaveCustomer("web", Customer("1", name: "Мар'яна Їжак 🙂")));

        Assert.Equal("Мар'яна Їжак 🙂", journal.Database.QueryFirst<string>("SELECT name FROM customer_list"));
        Assert.Equal(1, journal.Database.QueryFirst<long>("SELECT count(*) FROM customer_search_lookup WHERE token = 'їжак'"));
    }

    [Fact]
    public async Task A_birthday_is_taken_away_when_told_so_and_stays_when_nothing_is_said()
    {
        var customer = Customer("1");
        var born = new Day(7_000);
        await journal.Submit(new SaveCustomer("web", customer with { Profile = new ProfileInput { Birthday = born } }));
        await journal.Submit(new SaveCustomer("web", customer with { Profile = new ProfileInput { City = "Lviv" } }));
        Assert.Equal([7_000L], journal.Database.Query<long?>("SELECT birthday FROM customer_profile"));

        await journal.Submit(new SaveCustomer("web", customer with { Profile = new ProfileInput { WithoutBirthday = true } }));

        Assert.Equal([null], journal.Database.Query<long?>("SELECT birthday FROM customer_profile"));
    }

    [Fact]
    public async Task Custom_attributes_are_kept_by_type_and_removed_when_told_so()
    {
        var profile = new ProfileInput { Attributes = [new("size", Text: "M"), new("children", Number: 2)] };
        var customer = Customer("1") with { Profile = profile };
        await journal.Submit(new SaveCustomer("web", customer));

        await journal.Submit(new SaveCustomer("web", customer with { Profile = new ProfileInput { Attributes = [new("size")] } }));

        Assert.Equal([("children", 2.0)], journal.Database.Query<(string, double)>("SELECT name, number_value FROM customer_attribute"));
    }
}

public sealed class SqliteCustomerIntakeTests() : CustomerIntakeTests(Engine.Sqlite);

public sealed class PostgreSqlCustomerIntakeTests() : CustomerIntakeTests(Engine.PostgreSql);
