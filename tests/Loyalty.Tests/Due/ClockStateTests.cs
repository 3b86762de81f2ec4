using Regulars.Kernel;
using Regulars.Loyalty.Due;

namespace Regulars.Loyalty.Tests.Due;

/// <summary>How far a clock is believed.</summary>
public sealed class ClockStateTests
{
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static readonly ClockState Believed = ClockState.Believed(Day.Of(2026, 11, 22), Noon);

    [Fact]
    public void A_clock_that_goes_day_by_day_is_believed()
    {
        var next = Look(Believed, 24);

        Assert.False(next.IsPaused);
        Assert.Equal(Day.Of(2026, 11, 23), next.SeenOn);
        Assert.Equal(Day.Of(2026, 11, 24), next.ExpiryDay);
    }

    [Fact]
    public void A_jump_of_two_days_is_not_believed_until_the_clock_has_gone_on_for_a_day()
    {
        var jumped = Look(Believed, 48);

        Assert.Equal((Day.Of(2026, 11, 22), Day.Of(2026, 11, 24)), (jumped.SeenOn, jumped.JumpedTo));
        Assert.Equal(jumped, Look(jumped, 71));
        Assert.Equal(ClockState.Believed(Day.Of(2026, 11, 25), At(72)), Look(jumped, 72));
    }

    [Fact]
    public void A_second_jump_is_not_taken_for_the_proof_of_the_first()
    {
        var jumped = Look(Look(Believed, 48), 24 * 30);

        Assert.True(jumped.IsPaused);
        Assert.Equal(Day.Of(2026, 11, 22), jumped.SeenOn);
        Assert.Equal(At(24 * 30), jumped.JumpedAt);
    }

    [Fact]
    public void A_clock_that_comes_back_is_believed_at_once()
    {
        var back = Look(Look(Believed, 24 * 365), 1);

        Assert.Equal((false, Day.Of(2026, 11, 22)), (back.IsPaused, back.SeenOn));
    }

    [Fact]
    public void A_clock_that_goes_back_changes_nothing() => Assert.Equal(Believed, Look(Believed, -24 * 7));

    private static Instant At(int hours) => Noon.Plus(TimeSpan.FromHours(hours));

    private static ClockState Look(ClockState before, int hours) => ClockState.Look(before, new BusinessCalendar("UTC").DayOf(At(hours)), At(hours));
}
