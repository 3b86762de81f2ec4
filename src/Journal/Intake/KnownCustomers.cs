using System.Diagnostics.CodeAnalysis;
using Regulars.Journal.Domain;
using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>The books that were used last, and by which identities their customers are known: for the program that alone writes to its database.</summary>
/// <remarks>Used by the intake thread alone. Books change with what is decided, so that a transaction that fails takes everything known with it.</remarks>
internal sealed class KnownCustomers
{
    private const int MostOfEach = 65_536;

    private readonly LatestUsed<IdentityValue, CustomerId> identities = new(MostOfEach);

    private readonly LatestUsed<CustomerId, CustomerBook> books = new(MostOfEach);

    public bool Find(IdentityValue identity, out CustomerId customer) => identities.Find(identity, out customer);

    public bool Find(CustomerId customer, [NotNullWhen(true)] out CustomerBook? book) => books.Find(customer, out book);

    /// <summary>Takes over what a group knows once all of it is written. Not the books whose purchase days the database worked out.</summary>
    public void Keep(IReadOnlyDictionary<IdentityValue, CustomerId> known, IEnumerable<CustomerBook> used)
    {
        foreach (var (identity, customer) in known)
        {
            identities.Keep(identity, customer);
        }

        foreach (var book in used)
        {
            if (book.HasLostPurchase)
            {
                books.Forget(book.Customer);
            }
            else
            {
                books.Keep(book.Customer, book);
            }
        }
    }

    public void Forget()
    {
        identities.Forget();
        books.Forget();
    }
}

/// <summary>Values by their keys: at least the given number of those used last, at most twice as many.</summary>
internal sealed class LatestUsed<TKey, TValue>(int most)
    where TKey : notnull
{
    private Dictionary<TKey, TValue> latest = [];

    private Dictionary<TKey, TValue> earlier = [];

    public bool Find(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (latest.TryGetValue(key, out value))
        {
            return true;
        }

        if (!earlier.TryGetValue(key, out value))
        {
            return false;
        }

        Keep(key, value);
        return true;
    }

    public void Keep(TKey key, TValue value)
    {
        latest[key] = value;
        if (latest.Count >= most)
        {
            (latest, earlier) = (earlier, latest);
            latest.Clear();
        }
    }

    public void Forget(TKey key)
    {
        latest.Remove(key);
        earlier.Remove(key);
    }

    public void Forget()
    {
        latest.Clear();
        earlier.Clear();
    }
}
