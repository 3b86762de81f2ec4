using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Till;

/// <summary>Codes by which members show who they are: a short number of their own, and eight digits that change every thirty seconds.</summary>
/// <remarks>Digits and a hyphen alone, because a scanner types by the layout of whichever keyboard the till has.</remarks>
internal sealed partial class MemberCodes(Database database, MemberKeys keys, TimeProvider clock)
{
    private const int FirstNumber = 10_000_000;

    private const int AfterLastNumber = 100_000_000;

    private const int MostAttempts = 50;

    /// <summary>How many steps the clock of a member's page may be off.</summary>
    private const int Drift = 1;

    /// <summary>Whether a text has the form of a code.</summary>
    public static bool IsOne(string text) => Form().IsMatch(text);

    /// <summary>The member's present code. Null for an unknown customer.</summary>
    public string? CodeOf(CustomerId customer) => NumberOf(customer) is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{number}-{TimeCode.Of(keys.Of(customer), TimeCode.StepAt(Instant.Now(clock)))}")
        : null;

    /// <summary>Whose code it is; a code counts once. Null for a wrong one, an old one and one that was used: all the same.</summary>
    public CustomerId? Accept(string code)
    {
        var form = Form().Match(code);
        if (!form.Success)
        {
            return null;
        }

        var number = int.Parse(form.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var digits = Encoding.ASCII.GetBytes(form.Groups["digits"].Value);
        var known = database.QueryFirst<Guid?>("SELECT customer_id FROM member_number_lookup WHERE number = @number", new { number });

        // A number that nobody has costs the same work.
        var key = keys.Of(new CustomerId(known ?? Guid.Empty));
        var now = TimeCode.StepAt(Instant.Now(clock));
        long? step = null;
        for (var near = now - Drift; near <= now + Drift; near++)
        {
            step = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(TimeCode.Of(key, near)), digits) ? near : step;
        }

        return known is { } customer && step is { } accepted && IsFirstUse(customer, accepted) ? new CustomerId(customer) : null;
    }

    private bool IsFirstUse(Guid customer, long step) => database.Write(transaction => transaction.Execute(
        "UPDATE member_code SET last_step = @step WHERE customer_id = @customer AND last_step < @step", new { customer, step })) == 1;

    private long? NumberOf(CustomerId customer)
    {
        const string Known = "SELECT number FROM member_code WHERE customer_id = @customer";
        var who = new { customer = customer.Value };
        return database.QueryFirst<long?>(Known, who) ?? database.Write<long?>(transaction =>
            transaction.QueryFirst<Guid?>("SELECT customer_id FROM customer WHERE customer_id = @customer AND erased_at IS NULL {for_update}", who) is null ? null
            : transaction.QueryFirst<long?>(Known, who) ?? Give(transaction, customer));
    }

    private static long Give(WriteTransaction transaction, CustomerId customer)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = new { number = (long)RandomNumberGenerator.GetInt32(FirstNumber, AfterLastNumber), customer = customer.Value };
            if (transaction.Execute("INSERT INTO member_number_lookup (number, customer_id) VALUES (@number, @customer) ON CONFLICT (number) DO NOTHING", row) == 1)
            {
                transaction.Execute("INSERT INTO member_code (customer_id, number, last_step) VALUES (@customer, @number, 0)", row);
                return row.number;
            }
        }

        throw new InvalidOperationException("Nearly every short number is given.");
    }

    [GeneratedRegex(@"\A\s*(?<number>[1-9][0-9]{7})-(?<digits>[0-9]{8})\s*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
