using Regulars.Testing;
namespace Regulars.Transparency.Tests;

/// <summary>What is written here is read and verified by another implementation, and it finds what was falsified.</summary>
public sealed class OracleTests(Oracle oracle) : IClassFixture<Oracle>, IDisposable
{
    private readonly FolderLog log = new();

    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(256, 3)]
    [InlineData(257, 256)]
    [InlineData(1000, 301)]
    [InlineData(66_000, 65_537)]
    public async Task A_log_is_verified_by_golangs_packages(int size, int older)
    {
        Write(size, older, receiptOf: size / 3);

        Assert.Equal((0, $"verified {size} leaves, 0 witnesses"), await oracle.ReadAsync(log.Folder));
    }

    [Fact]
    public async Task A_note_of_several_signers_is_read_by_golangs_packages()
    {
        Write(1000, 301, receiptOf: 700, witnesses: 3);

        Assert.Equal((0, "verified 1000 leaves, 3 witnesses"), await oracle.ReadAsync(log.Folder));

        // Another text is cosigned by nobody, even with the key of the log.
        using var key = SigningKey.Parse(await File.ReadAllTextAsync(log.File("key.private"), TestContext.Current.CancellationToken)).Value;
        var witnessed = SignedNote.Parse(await File.ReadAllBytesAsync(log.File("checkpoint"), TestContext.Current.CancellationToken)).Value;
        var other = witnessed.Signatures.Skip(1).Aggregate(Given.Signed(999, LogHash.OfEmptyTree, key), (note, signature) => note.With(signature).Value);
        Put("checkpoint", other);

        Assert.StartsWith("checkpoint: invalid signature for key witness0.example+", (await oracle.ReadAsync(log.Folder)).Output);
    }

    [Fact]
    public async Task A_changed_hash_is_named()
    {
        Write(1000, 301, receiptOf: 700);
        log.Change("tile/0/001", 32 * 7);

        Assert.Equal((1, "leaf 263: its entry does not hash to what tile/0 holds"), await oracle.ReadAsync(log.Folder));
    }

    [Fact]
    public async Task A_changed_hash_of_a_higher_level_is_named()
    {
        Write(1000, 301, receiptOf: 700);
        log.Change("tile/1/000.p/3", 32 * 2);

        Assert.Equal((1, "tile/1/000.p/3: hash 2 is not that of the tile below"), await oracle.ReadAsync(log.Folder));
    }

    [Fact]
    public async Task A_dropped_leaf_is_named()
    {
        Write(1000, 301, receiptOf: 700);
        log.PutEntries(new LogTile(0, 3, 232), Enumerable.Range(768, 231).Select(leaf => Given.Data(leaf)));

        Assert.Equal((1, "leaf 999: its entry is missing"), await oracle.ReadAsync(log.Folder));
    }

    [Fact]
    public async Task Swapped_tiles_are_named()
    {
        Write(1000, 301, receiptOf: 700);
        log.Swap("tile/0/000", "tile/0/001");

        Assert.Equal((1, "leaf 0: its entry does not hash to what tile/0 holds"), await oracle.ReadAsync(log.Folder));
    }

    [Fact]
    public async Task A_receipt_for_other_data_and_a_falsified_checkpoint_are_refused()
    {
        Write(1000, 301, receiptOf: 700);
        log.Put("receipt.leaf", Given.Data(701));
        Assert.Equal(1, (await oracle.ReadAsync(log.Folder)).Code);

        log.Put("receipt.leaf", Given.Data(700));
        Assert.Equal((0, "verified 1000 leaves, 0 witnesses"), await oracle.ReadAsync(log.Folder));

        log.Change("checkpoint", Given.Origin.Length + 1);
        Assert.StartsWith("checkpoint: invalid signature for key example.com/log+", (await oracle.ReadAsync(log.Folder)).Output);
    }

    /// <summary>A log of batches of uneven sizes, with everything that the reader asks for.</summary>
    private void Write(int size, int older, int receiptOf, int witnesses = 0)
    {
        using var key = Given.Key();
        var (at, batch) = (0, 1);
        while (at < size)
        {
            // One batch ends where the older checkpoint is signed.
            var count = Math.Min(batch, (at < older ? older : size) - at);
            var growth = log.Append(at, count);
            (at, batch) = (at + count, (batch * 3) + 1);
            if (at == older)
            {
                Put("checkpoint.older", Given.Signed(at, growth.Root, key));
            }

            if (at == size)
            {
                var note = Given.Signed(at, growth.Root, key);
                Put("checkpoint.log", note);
                for (var number = 0; number < witnesses; number++)
                {
                    using var witness = Given.Key($"witness{number}.example", NoteAlgorithm.CosignatureV1);
                    note = note.With(witness.Cosign(note.Text, DateTimeOffset.FromUnixTimeSeconds(1_679_315_147)).Value).Value;
                    Put($"witness{number}", witness.Verifier);
                }

                Put("checkpoint", note);
                Put("receipt", Receipt.Make(log, receiptOf, note, "any"u8.ToArray()).Value);
            }
        }

        Put("key", key.Verifier);
        Put("key.private", key.ToPrivateText());
        Put("consistency", string.Join('\n', MerkleProofs.Consistency(log, older, size).Value));
        log.Put("receipt.leaf", Given.Data(receiptOf));
    }

    private void Put(string name, object text) => log.Put(name, System.Text.Encoding.UTF8.GetBytes(text.ToString()!));
}
