using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Testing;

namespace Regulars.Journal.Tests;

/// <summary>A journal on a fresh database, with builders for what is told to it.</summary>
public sealed class JournalFixture : IDisposable
{
    public static readonly Currency Euro = Currency.Of("EUR");

    private readonly TestDatabase test;

    public JournalFixture(Engine engine, params IntakeParticipant[] participants)
    {
        test = TestDatabase.Create(engine, JournalModule.Migrations);
        Businesses = new BusinessStore(test.Database, Clock);
        Businesses.Save(new Business("Test shop", Euro, new BusinessCalendar("Europe/Warsaw"), new BusinessSettings { PhonePrefix = "48" }));
        Intake = new JournalIntake(test.Database, Businesses, participants, new ErasureRecord(new byte[32], null), Clock);
    }

    public ManualClock Clock { get; } = new();

    public BusinessStore Businesses { get; }

    public JournalIntake Intake { get; }

    public Database Database => test.Database;

    public static CustomerInput Customer(string number, string? email = null, string? phone = null, string? name = null) => new()
    {
        Identities =
        [
            .. number.Length > 0 ? [new IdentityInput(IdentityKind.Number, number)] : Array.Empty<IdentityInput>(),
            .. email is null ? [] : new[] { new IdentityInput(IdentityKind.Email, email) },
            .. phone is null ? [] : new[] { new IdentityInput(IdentityKind.Phone, phone) },
        ],
        Profile = name is null ? null : new ProfileInput { Name = name },
    };

    public static OrderLineInput Line(string product, decimal quantity, decimal price, bool isReturn = false, string? category = null) =>
        new(product, product + " name", category, quantity, price, Euro.ToMinor(quantity * price), isReturn);

    public OrderInput Order(string number, CustomerInput? customer, params OrderLineInput[] lines) => new()
    {
        Source = "shop",
        Number = number,
        PlacedAt = Instant.Now(Clock),
        Currency = Euro,
        Customer = customer,
        Lines = lines,
    };

    public async Task<IntakeAnswer> Submit(IntakeRequest request) => (await Intake.SubmitAsync(request))!;

    public Task<IntakeAnswer> Submit(OrderInput order) => Submit(new RecordOrder(order));

    public List<string> FactKindsOf(CustomerId customer) => Database.Query<string>(
        "SELECT kind FROM fact WHERE customer_id = @customer ORDER BY version", new { customer = customer.Value });

    public (long Orders, long Gross, long Returned) TotalsOf(CustomerId customer) => Database.QueryFirst<(long, long, long)>(
        "SELECT orders, gross, returned FROM customer_list WHERE customer_id = @customer", new { customer = customer.Value });

    /// <summary>The same sums read from the rollups: they must always agree with the books.</summary>
    public (long Orders, long Gross, long Returned) RollupOf(CustomerId customer) => Database.QueryFirst<(long, long, long)>(
        """
        SELECT CAST(coalesce(sum(d.orders), 0) AS bigint), CAST(coalesce(sum(d.gross), 0) AS bigint), CAST(coalesce(sum(d.returned), 0) AS bigint)
        FROM customer c JOIN customer_day d ON d.customer_id = c.customer_id WHERE c.group_id = @customer
        """,
        new { customer = customer.Value });

    public void Dispose()
    {
        Intake.Dispose();
        test.Dispose();
    }
}
