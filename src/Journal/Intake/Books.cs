using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>The books of all customers concerned in one transaction, and who is known by which identity.</summary>
internal sealed class Books(TimeProvider clock, Instant now)
{
    private static readonly RowShape<IdentityValue> IdentityShape = new RowShape<IdentityValue>()
        .Int("kind", identity => (int)identity.Kind)
        .Text("value", identity => identity.Value);

    private static readonly RowShape<CustomerId> CustomerShape = new RowShape<CustomerId>().Id("customer_id", id => id.Value);

    private const string NewestVersion = "(SELECT coalesce(max(f.version), 0) FROM fact f WHERE f.customer_id = rows.customer_id)";

    private readonly Dictionary<IdentityValue, CustomerId> known = [];

    private readonly Dictionary<CustomerId, CustomerBook> books = [];

    public IReadOnlyCollection<CustomerId> Customers => books.Keys;

    /// <summary>All records of each person who has several, by each of them.</summary>
    public Dictionary<CustomerId, IReadOnlyList<CustomerId>> Persons { get; } = [];

    /// <summary>Loads the other records of the persons whose records are loaded.</summary>
    public void LoadPersons(WriteTransaction transaction)
    {
        var roots = books.Values.Select(book => book.Group).Distinct().ToList();
        var members = transaction.Read(
            "SELECT c.group_id, c.customer_id FROM {rows} CROSS JOIN customer c WHERE c.group_id = rows.customer_id",
            CustomerShape,
            roots,
            row => (Root: new CustomerId(row.Id(0)), Member: new CustomerId(row.Id(1))));
        foreach (var person in members.GroupBy(row => row.Root, row => row.Member).Select(person => person.ToList()).Where(person => person.Count > 1))
        {
            person.ForEach(record => Persons[record] = person);
        }

        Load(transaction, Persons.Keys);
    }

    /// <summary>Looks identities up, in the order of their keys.</summary>
    public void LoadIdentities(WriteTransaction transaction, IEnumerable<IdentityValue> identities)
    {
        var wanted = identities.Where(identity => !known.ContainsKey(identity)).Distinct().ToList();
        foreach (var (identity, customer) in transaction.Read(
            "SELECT rows.kind, rows.value, l.customer_id FROM {rows} CROSS JOIN identity_lookup l WHERE l.kind = rows.kind AND l.value = rows.value",
            IdentityShape,
            wanted,
            row => (new IdentityValue((IdentityKind)row.Int(0), row.Text(1)), new CustomerId(row.Id(2)))))
        {
            known.Add(identity, customer);
        }
    }

    /// <summary>Loads and locks the books of customers, in the order of their ids.</summary>
    public void Load(WriteTransaction transaction, IEnumerable<CustomerId> customers)
    {
        var wanted = known.Values.Concat(customers).Where(customer => !books.ContainsKey(customer)).Distinct().Order(IdOrder).ToList();
        foreach (var book in transaction.Read(
            """
            SELECT c.customer_id, c.group_id, {version}, c.created_at, c.first_purchase_day, c.last_purchase_day, c.orders, c.gross, c.returned, c.refused, c.cancelled, c.erased_at
            FROM {rows} CROSS JOIN customer c WHERE c.customer_id = rows.customer_id {locked_in_order}
            """
                .Replace("{version}", transaction.Engine is Engine.PostgreSql ? "CAST(0 AS bigint)" : NewestVersion, StringComparison.Ordinal)
                .Replace("{locked_in_order}", transaction.Engine is Engine.PostgreSql ? "ORDER BY c.customer_id FOR UPDATE OF c" : "", StringComparison.Ordinal),
            CustomerShape,
            wanted,
            Read))
        {
            books.Add(book.Customer, book);
        }

        if (transaction.Engine is Engine.PostgreSql)
        {
            LoadVersions(transaction, wanted);
        }
    }

    /// <summary>Asked once the books are locked: whoever held one before has written its last fact.</summary>
    private void LoadVersions(WriteTransaction transaction, List<CustomerId> wanted)
    {
        foreach (var (customer, version) in transaction.Read(
            $"SELECT rows.customer_id, {NewestVersion} FROM {{rows}}",
            CustomerShape,
            wanted,
            row => (new CustomerId(row.Id(0)), row.Long(1))))
        {
            if (books.TryGetValue(customer, out var book))
            {
                book.Version = version;
            }
        }
    }

    public CustomerId? Find(IdentityValue identity) => known.TryGetValue(identity, out var customer) ? customer : null;

    public CustomerBook? Find(CustomerId customer) => books.GetValueOrDefault(customer);

    /// <summary>How many purchases the person has by all their records.</summary>
    public long OrdersOf(CustomerBook book) => Persons.TryGetValue(book.Customer, out var records) ? records.Sum(record => books[record].Orders) : book.Orders;

    /// <summary>A book for somebody who is not known yet; it counts once it is <see cref="Accept"/>ed.</summary>
    public CustomerBook Begin()
    {
        var customer = new CustomerId(Uuid.New(clock));
        return new CustomerBook(customer, customer, now);
    }

    /// <summary>Takes a new identity of a new or known book into account.</summary>
    public void Accept(CustomerBook book, IdentityValue identity)
    {
        books.TryAdd(book.Customer, book);
        known[identity] = book.Customer;
    }

    private static readonly Comparer<CustomerId> IdOrder = Comparer<CustomerId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static CustomerBook Read(RowReader row) => new(new CustomerId(row.Id(0)), new CustomerId(row.Id(1)), new Instant(row.Long(3)))
    {
        Version = row.Long(2),
        FirstPurchase = row.OptionalInt(4) is { } first ? new Day(first) : null,
        LastPurchase = row.OptionalInt(5) is { } last ? new Day(last) : null,
        Orders = row.Long(6),
        Gross = row.Long(7),
        Returned = row.Long(8),
        Refused = row.Long(9),
        Cancelled = row.Long(10),
        IsErased = !row.IsNull(11),
    };
}
