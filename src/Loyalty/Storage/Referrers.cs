using System.Security.Cryptography;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Codes by which customers bring others, and what speaks against it.</summary>
internal sealed class Referrers(Database database, TimeProvider clock)
{
    /// <summary>Letters that nobody mistakes for one another.</summary>
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private const int Length = 8;

    private const int EmailKind = (int)Journal.Contracts.IdentityKind.Email;

    /// <summary>The customer's code, made the first time it is asked for; null for an unknown customer.</summary>
    public string? CodeOf(CustomerId customer)
    {
        if (database.QueryFirst<string>("SELECT code FROM referral_code_lookup WHERE customer_id = @customer ORDER BY code LIMIT 1", new { customer = customer.Value }) is { } known)
        {
            return known;
        }

        return database.Write(transaction =>
        {
            if (transaction.QueryFirst<Guid?>("SELECT customer_id FROM customer WHERE customer_id = @customer AND erased_at IS NULL {for_update}", new { customer = customer.Value }) is null)
            {
                return null;
            }

            var code = transaction.QueryFirst<string>("SELECT code FROM referral_code_lookup WHERE customer_id = @customer ORDER BY code LIMIT 1", new { customer = customer.Value });
            if (code is null)
            {
                code = RandomNumberGenerator.GetString(Letters, Length);
                transaction.Execute("INSERT INTO referral_code_lookup (code, customer_id) VALUES (@code, @customer)", new { code, customer = customer.Value });
            }

            return code;
        });
    }

    /// <summary>Whose code it is, whatever its case; null for nobody's.</summary>
    public CustomerId? Find(string code) => database.QueryFirst<Guid?>(
        """
        SELECT c.group_id FROM referral_code_lookup l JOIN customer c ON c.customer_id = l.customer_id
        WHERE l.code = @code AND c.erased_at IS NULL
        """,
        new { code = code.Trim().ToUpperInvariant() }) is { } found ? new CustomerId(found) : null;

    /// <summary>Why a friend cannot be brought: the same person, or no longer new. Null: nothing speaks against it.</summary>
    public Refusal? Refuse(CustomerId referrer, CustomerId? friend, string? email)
    {
        if (friend is { } known)
        {
            if (database.QueryFirst<int?>(
                "SELECT 1 FROM customer a JOIN customer b ON b.group_id = a.group_id WHERE a.customer_id = @referrer AND b.customer_id = @friend",
                new { referrer = referrer.Value, friend = known.Value }) is not null)
            {
                return new Refusal("referral.self", "This is the customer whose code it is, by phone, card or number.", "customer");
            }

            if (database.QueryFirst<long>("SELECT orders FROM customer WHERE customer_id = @friend", new { friend = known.Value }) > 0)
            {
                return new Refusal("referral.not_new", "This customer has bought before.", "customer");
            }
        }

        var mailboxes = database.Query<string>(
            "SELECT i.value FROM identity i JOIN customer c ON c.customer_id = i.customer_id WHERE c.group_id = @referrer AND i.kind = @kind", new { referrer = referrer.Value, kind = EmailKind });
        var friends = friend is { } one
            ? database.Query<string>("SELECT value FROM identity WHERE customer_id = @friend AND kind = @kind", new { friend = one.Value, kind = EmailKind })
            : [];
        if (email is not null)
        {
            friends.Add(email);
        }

        return mailboxes.Select(Mailbox.Of).Intersect(friends.Select(Mailbox.Of)).Any()
            ? new Refusal("referral.same_email", "The e-mail address is that of the customer whose code it is.", "customer.email")
            : null;
    }

    /// <summary>Whether somebody should look at it first: the same address or device as the referrer or another friend, or more friends than is usual.</summary>
    public bool IsDoubtful(CustomerId referrer, IReadOnlyCollection<string> marks, int mostInMonth)
    {
        var since = Instant.Now(clock).Plus(TimeSpan.FromDays(-30)).Microseconds;
        return database.QueryFirst<long>("SELECT count(*) FROM referral WHERE referrer_id = @referrer AND accepted_at >= @since", new { referrer = referrer.Value, since }) >= mostInMonth
            || marks.Any(mark => database.QueryFirst<int?>(
                """
                SELECT 1 FROM customer_attribute a
                WHERE a.name IN ('device', 'address') AND a.folded_text = @mark
                  AND (a.customer_id = @referrer OR a.customer_id IN (SELECT r.customer_id FROM referral r WHERE r.referrer_id = @referrer))
                LIMIT 1
                """,
                new { mark, referrer = referrer.Value }) is not null);
    }
}
