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
    /// <param name="witnesses">The verifier keys of witnesses who must all have signed the tree.</param>
    public static Result<VerifiedStatement> Verify(string receipt, string key, params IReadOnlyList<string> witnesses)
    {
        ArgumentNullException.ThrowIfNull(witnesses);
        var parsed = Receipt.Parse(receipt);
        if (parsed.Refusal is { } unreadable)
        {
            return Told(unreadable);
        }

        var keys = new[] { key }.Concat(witnesses).Select(text => VerifierKey.Parse(text.Trim())).ToList();
        if (keys.FindIndex(read => !read.IsGiven) is var wrong and >= 0)
        {
            return Told(keys[wrong].Refusal!);
        }

        if (LedgerStatement.Unpack(parsed.Value.Extra.Span) is not { } statement)
        {
            return new Kernel.Refusal("receipt.statement", "The receipt carries no statement of points.");
        }

        var verified = parsed.Value.Verify(statement.Entry, [.. keys.Select(read => read.Value)]);
        if (verified.Refusal is { } refusal)
        {
            return Told(refusal);
        }

        var signed = verified.Value.Signatures.Select(signature => signature.Key).ToList();
        return keys.Skip(1).Select(read => read.Value).FirstOrDefault(witness => !signed.Contains(witness)) is { } missing
            ? new Kernel.Refusal("receipt.not_witnessed", $"The witness {missing.Name} did not sign the tree of this receipt; a newer receipt of the same posting may have its signature.")
            : new VerifiedStatement(
                statement.Text, verified.Value.Checkpoint.Origin, verified.Value.Index, verified.Value.Checkpoint.Size,
                [.. verified.Value.Signatures.Where(signature => signature.TimeSeconds is not null).Select(signature => new VerifiedWitness(signature.Key.Name, signature.TimeSeconds!.Value))]);
    }

    private static Kernel.Refusal Told(Transparency.Refusal refusal) => new(refusal.Code, refusal.Sentence);
}

/// <summary>What a verified receipt says.</summary>
/// <param name="Statement">The postings, a line each.</param>
/// <param name="Origin">The log.</param>
/// <param name="Index">The leaf, counted from 0.</param>
/// <param name="Size">How many leaves the signed tree has.</param>
/// <param name="Witnesses">The named witnesses, all of whom signed it.</param>
public sealed record VerifiedStatement(string Statement, string Origin, long Index, long Size, IReadOnlyList<VerifiedWitness> Witnesses);

/// <summary>A witness who signed.</summary>
/// <param name="Name">The name in its key.</param>
/// <param name="TimeSeconds">When, in seconds since the beginning of 1970 UTC.</param>
public sealed record VerifiedWitness(string Name, long TimeSeconds);
