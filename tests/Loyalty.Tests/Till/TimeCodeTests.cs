using Regulars.Kernel;
using Regulars.Loyalty.Till;

namespace Regulars.Loyalty.Tests.Till;

/// <summary>Oracle: RFC 6238, appendix B, the rows of SHA-256.</summary>
public sealed class TimeCodeTests
{
    [Theory]
    [InlineData(59, "46119246")]
    [InlineData(1_111_111_109, "68084774")]
    [InlineData(1_111_111_111, "67062674")]
    [InlineData(1_234_567_890, "91819424")]
    [InlineData(2_000_000_000, "90698825")]
    [InlineData(20_000_000_000, "77737706")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, TimeCode.Of("12345678901234567890123456789012"u8, TimeCode.StepAt(new Instant(seconds * 1_000_000))));
}
