using Regulars.Kernel;
using Regulars.Loyalty.Log;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Till;

/// <summary>Signs allowances with the key of the log, which anybody may have, and knows those that were given.</summary>
internal sealed class Allowances(Database database, LogKeys keys, LedgerLog log)
{
    private const int LongestNote = 4096;

    /// <summary>The allowance as a signed note.</summary>
    public string Sign(AllowanceText text) => SignedNote.Sign(text.ToString(), keys.Of(Newest)).Value.ToString();

    /// <summary>What a signed note allows; refused where this program did not sign exactly this text as an allowance.</summary>
    public Result<AllowanceText> Verify(string? note)
    {
        if (note is not { Length: > 0 and <= LongestNote } || SignedNote.Parse(note) is not { IsGiven: true } parsed)
        {
            return Forged;
        }

        // Also those signed before the log was continued after a restored backup.
        var known = Enumerable.Range(1, Newest).Select(number => keys.Of(number).Verifier).ToList();
        return parsed.Value.Verify(known).IsGiven && AllowanceText.Read(parsed.Value.Text) is { } text ? text : Forged;
    }

    /// <summary>Whose points an allowance is for now; null: there is no such allowance.</summary>
    public CustomerId? CustomerOf(Guid allowance) =>
        database.QueryFirst<Guid?>("SELECT customer_id FROM allowance_lookup WHERE allowance_id = @allowance", new { allowance }) is { } customer
            ? new CustomerId(customer)
            : null;

    private int Newest => Math.Max(1, log.Current);

    private static readonly Kernel.Refusal Forged =
        new("allowance.forged", "This is not an allowance that was signed here, or it was changed since.", "allowance");
}
