using System.Runtime.CompilerServices;
using Regulars.Host.Access;
using Regulars.Storage;
using Regulars.Testing;

namespace Regulars.Host.Tests;

/// <summary>Keys are found, and of texts that are none nothing stays.</summary>
public sealed class ApiKeyTests : IDisposable
{
    private readonly TestDatabase test = TestDatabase.Create(Engine.Sqlite, HostModule.Migrations);

    private readonly ManualClock clock = new();

    private readonly ApiKeys keys;

    public ApiKeyTests() => keys = new ApiKeys(test.Database, new AdministrativeActs(test.Database, clock), clock);

    [Fact]
    public void A_key_is_found_until_it_is_revoked()
    {
        var token = keys.Create("till", "till", ["facts.write"], "test", null);

        Assert.Equal("till", keys.Find(token)?.Name);
        Assert.Equal("till", keys.Find(token)?.Name);
        keys.Revoke(keys.Find(token)!.Id, "test");

        Assert.Null(keys.Find(token));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "A")]
    [InlineData(" ", "")]
    [InlineData("x", "")]
    public void A_text_that_only_resembles_a_key_is_none(string before, string after) =>
        Assert.Equal(before.Length + after.Length == 0, keys.Find($"{before}{keys.Create("till", "till", [], "test", null)}{after}") is not null);

    [Theory]
    [InlineData(30_000)]
    [InlineData(46)]
    [InlineData(4)]
    public void A_wrong_text_of_any_length_is_not_remembered(int length)
    {
        var presented = Present(length);

        GC.Collect();

        Assert.False(presented.IsAlive);
    }

    public void Dispose() => test.Dispose();

    /// <summary>Apart, so that no register of the test still holds the text.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Present(int length)
    {
        var text = ApiKeys.Prefix + new string('x', length - ApiKeys.Prefix.Length);
        Assert.Null(keys.Find(text));
        return new WeakReference(text);
    }
}
