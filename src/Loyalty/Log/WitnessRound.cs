using System.Collections.Concurrent;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>Asks every witness for the last signed checkpoint, and keeps their signatures with it.</summary>
internal sealed class WitnessRound(Database database, LedgerLog ledgerLog, WitnessBook book, WitnessClient client, TimeProvider clock)
{
    /// <summary>Who did not sign is left in peace for so long.</summary>
    private static readonly TimeSpan Peace = TimeSpan.FromSeconds(30);

    /// <summary>Until when each witness that did not sign is left in peace, by name.</summary>
    private readonly ConcurrentDictionary<string, Instant> peace = [];

    /// <summary>Whether somebody is to be asked.</summary>
    public bool IsWanted => ledgerLog.Latest() is { } latest && Asked(latest).Any();

    /// <summary>Asks; answers how many signed.</summary>
    /// <param name="check">Fails when another node leads; called in the transaction.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<int> RunAsync(Action<WriteTransaction> check, CancellationToken cancellation)
    {
        if (ledgerLog.Latest() is not { } latest)
        {
            return 0;
        }

        var witnesses = Asked(latest).ToList();
        var answers = await Task.WhenAll(witnesses.Select(witness => AskAsync(witness, latest, cancellation)));
        var signatures = answers.Select(answer => answer.Signature).OfType<NoteSignature>().ToList();
        database.Write(transaction =>
        {
            check(transaction);
            foreach (var (witness, answer) in witnesses.Zip(answers))
            {
                Note(transaction, witness, answer, latest);
            }

            if (signatures.Count > 0)
            {
                Keep(transaction, latest, signatures);
            }
        });
        return signatures.Count;
    }

    /// <summary>Who has not signed the last checkpoint, but for those who are left in peace.</summary>
    private IEnumerable<Witness> Asked(SignedTree latest)
    {
        var now = Instant.Now(clock);
        return book.All().Where(witness => (witness.Log != latest.Log || witness.Size != latest.Size) && !(peace.TryGetValue(witness.Name, out var until) && now < until));
    }

    private async Task<WitnessAnswer> AskAsync(Witness witness, SignedTree latest, CancellationToken cancellation)
    {
        var older = witness.Log == latest.Log ? Math.Min(witness.Size, latest.Size) : 0;
        var answer = await AskAsync(witness, latest, older, cancellation);

        // Asked from elsewhere before, it tells where it stands; a log that is smaller than that has been cut.
        return answer.StandsAt is not { } size ? answer
            : size > latest.Size || size == older ? WitnessAnswer.Not("inconsistent")
            : await AskAsync(witness, latest, size, cancellation) is { StandsAt: null } second ? second
            : WitnessAnswer.Not("unreachable");
    }

    private Task<WitnessAnswer> AskAsync(Witness witness, SignedTree latest, long older, CancellationToken cancellation)
    {
        if (older == 0 || older == latest.Size)
        {
            return client.AskAsync(witness, older, [], latest.Note, cancellation);
        }

        var proof = MerkleProofs.Consistency(LogTiles.Of(database, latest.Log), older, latest.Size);
        return proof.IsGiven
            ? client.AskAsync(witness, older, proof.Value, latest.Note, cancellation)
            : throw new InvalidOperationException($"The tiles of log {latest.Log} give no proof from {older} to {latest.Size}: {proof.Refusal!.Sentence}");
    }

    private void Note(WriteTransaction transaction, Witness witness, WitnessAnswer answer, SignedTree latest)
    {
        var now = Instant.Now(clock);
        if (answer.Signature is null)
        {
            peace[witness.Name] = now.Plus(Peace);
        }

        var values = new { witness.Name, answer.Problem, latest.Log, latest.Size, now = now.Microseconds };
        transaction.Execute(
            answer.Signature is null
                ? "UPDATE log_witness SET problem = @Problem WHERE name = @Name"
                : "UPDATE log_witness SET problem = NULL, log_id = @Log, size = @Size, signed_at = @now WHERE name = @Name",
            values);
    }

    /// <summary>Signatures join those that the same checkpoint has; a newer checkpoint takes the place of an older one.</summary>
    private static void Keep(WriteTransaction transaction, SignedTree latest, IReadOnlyList<NoteSignature> signatures)
    {
        var kept = transaction.QueryFirst<string>("SELECT witnessed FROM log_state WHERE log_id = @Log", new { latest.Log });
        var note = kept is not null && SignedNote.Parse(kept) is { IsGiven: true } parsed && parsed.Value.Text == latest.Note.Text ? parsed.Value : latest.Note;
        foreach (var signature in signatures)
        {
            note = note.With(signature).Value;
        }

        transaction.Execute("UPDATE log_state SET witnessed = @note WHERE log_id = @Log", new { note = note.ToString(), latest.Log });
    }
}
