using System.Net;
using Regulars.Host.Access;
using Regulars.Host.Web;
using Regulars.Testing;

namespace Regulars.Host.Tests;

/// <summary>Guessing is counted by who may be behind it and by whose password it is.</summary>
public sealed class AttemptTests
{
    private readonly ManualClock clock = new();

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("fe80::1%2", "fe80::2%3")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    public void Addresses_of_one_range_are_counted_together(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("192.0.2.7", "192.0.2.8")]
    [InlineData("::ffff:192.0.2.7", "::ffff:192.0.2.8")]
    public void Addresses_of_different_ranges_are_counted_apart(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void A_password_is_tried_thirty_times_and_again_after_a_quarter_of_an_hour()
    {
        var tries = new PasswordTries(clock);

        Assert.All(Enumerable.Range(0, 30), at => Assert.True(tries.Admit(at % 2 == 0 ? "olha@shop.example" : " Olha@Shop.Example ")));
        Assert.False(tries.Admit("OLHA@shop.example"));
        Assert.True(tries.Admit("petro@shop.example"));
        clock.Advance(PasswordTries.Window - TimeSpan.FromSeconds(1));
        Assert.False(tries.Admit("olha@shop.example"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(tries.Admit("olha@shop.example"));
    }

    [Fact]
    public void Whoever_came_in_begins_anew()
    {
        var tries = new PasswordTries(clock);
        for (var tried = 0; tried < 30; tried++)
        {
            tries.Admit("olha@shop.example");
        }

        tries.Forget("Olha@shop.example");

        Assert.True(tries.Admit("olha@shop.example"));
    }

    [Fact]
    public void Made_up_addresses_neither_fill_the_memory_nor_make_another_forgotten()
    {
        var tries = new PasswordTries(clock);
        for (var tried = 0; tried < 30; tried++)
        {
            tries.Admit("olha@shop.example");
        }

        for (var madeUp = 0; madeUp < PasswordTries.MostCounted + 500; madeUp++)
        {
            tries.Admit($"{madeUp}@made.example");
        }

        Assert.Equal(PasswordTries.MostCounted, tries.Counted);
        Assert.False(tries.Admit("olha@shop.example"));
    }

    private static string Of(string address) => AddressRange.Of(IPAddress.Parse(address));
}
