using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class EntryBundleTests
{
    [Fact]
    public void Entries_are_read_back() => Prop.ForAll<NonEmptyArray<NonNull<byte[]>>>(any =>
    {
        ReadOnlyMemory<byte>[] entries = [.. any.Get.Take(256).Select(entry => (ReadOnlyMemory<byte>)entry.Get)];
        var read = EntryBundle.Read(EntryBundle.Write(entries).Value).Value;
        return read.Count == entries.Length && read.Zip(entries).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_entry_has_its_length_before_it() => Assert.Equal([0, 2, 7, 8, 0, 0], EntryBundle.Write([new byte[] { 7, 8 }, Array.Empty<byte>()]).Value);

    [Fact]
    public void Any_bytes_at_all_are_entries_or_a_refusal() => Prop.ForAll<byte[]>(any =>
        EntryBundle.Read(any) is var read && (read.Refusal is not null || EntryBundle.Write(read.Value).Value.SequenceEqual(any))).QuickCheckThrowOnFailure();

    [Fact]
    public void Bounds_are_kept()
    {
        Assert.Equal("entries.count", EntryBundle.Write([]).Refusal?.Code);
        Assert.Equal("entries.count", EntryBundle.Write(new ReadOnlyMemory<byte>[257]).Refusal?.Code);
        Assert.Equal("entries.too_long", EntryBundle.Write([new byte[65_536]]).Refusal?.Code);
        Assert.Equal("entries.count", EntryBundle.Read(default).Refusal?.Code);
        Assert.Equal("entries.count", EntryBundle.Read(new byte[2 * 257]).Refusal?.Code);
        Assert.Equal("entries.malformed", EntryBundle.Read(new byte[] { 0 }).Refusal?.Code);
        Assert.Equal("entries.malformed", EntryBundle.Read(new byte[] { 0, 2, 7 }).Refusal?.Code);
        Assert.True(EntryBundle.Write([new byte[65_535]]).IsGiven);
    }
}
