using Regulars.Kernel;
using Regulars.Loyalty.Log;
using Regulars.Transparency;

namespace Regulars.Loyalty.Contracts;

/// <summary>Verifies a receipt of points with nothing but the key of its log.</summary>
public static class ReceiptVerification
{
    /// <summary>Checks that the receipt's statement is in the tree that the log signed.</summary>
    /// <param name="receipt">The receipt, a tlog-proof text.</param>
    /// <param name="key">The log's verifier key, as <c>/log/key</c> tells it.</param>
    public static Result<VerifiedStatement> Verify(string receipt, string key)
    {
        var parsed = Receipt.Parse(receipt);
        if (parsed.Refusal is { } unreadable)
        {
            return Told(unreadable);
        }

        var verifier = VerifierKey.Parse(key.Trim());
        if (verifier.Refusal is { } noKey)
        {
            return Told(noKey);
        }

        if (LedgerStatement.Unpack(parsed.Value.Extra.Span) is not { } statement)
        {
            return new Kernel.Refusal("receipt.statement", "The receipt carries no statement of points.");
        }

        var verified = parsed.Value.Verify(statement.Entry, [verifier.Value]);
        return verified.Refusal is { } refusal
            ? Told(refusal)
            : new VerifiedStatement(statement.Text, verified.Value.Checkpoint.Origin, verified.Value.Index, verified.Value.Checkpoint.Size);
    }

    private static Kernel.Refusal Told(Transparency.Refusal refusal) => new(refusal.Code, refusal.Sentence);
}

/// <summary>What a verified receipt says.</summary>
/// <param name="Statement">The postings, a line each.</param>
/// <param name="Origin">The log.</param>
/// <param name="Index">The leaf, counted from 0.</param>
/// <param name="Size">How many leaves the signed tree has.</param>
public sealed record VerifiedStatement(string Statement, string Origin, long Index, long Size);
