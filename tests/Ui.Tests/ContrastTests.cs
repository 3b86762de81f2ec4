using System.Globalization;
using System.Text.RegularExpressions;

namespace Regulars.Ui.Tests;

public partial class ContrastTests
{
    private const double Text = 4.5;
    private const double Graphics = 3;

    private static readonly Dictionary<string, string[]> Tokens = Token()
        .Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "Ui", "Styles", "tokens.css")))
        .ToDictionary(match => match.Groups["name"].Value, match => new[] { match.Groups["light"].Value, match.Groups["dark"].Value });

    // WCAG 2.2: 1.4.3 for text, 1.4.11 for what must be seen to understand a control or a line.
    [Theory]
    [InlineData("ink", "paper", Text)]
    [InlineData("ink", "card", Text)]
    [InlineData("ink", "sand", Text)]
    [InlineData("soft", "paper", Text)]
    [InlineData("soft", "card", Text)]
    [InlineData("soft", "sand", Text)]
    [InlineData("teal-ink", "paper", Text)]
    [InlineData("teal-ink", "card", Text)]
    [InlineData("teal-ink", "sand", Text)]
    [InlineData("on-teal", "teal", Text)]
    [InlineData("on-brick", "brick", Text)]
    [InlineData("brick", "card", Text)]
    [InlineData("amber", "card", Text)]
    [InlineData("blue", "card", Text)]
    [InlineData("teal-pale-ink", "teal-pale", Text)]
    [InlineData("amber-pale-ink", "amber-pale", Text)]
    [InlineData("brick-pale-ink", "brick-pale", Text)]
    [InlineData("blue-pale-ink", "blue-pale", Text)]
    [InlineData("heat-ink", "heat-0", Text)]
    [InlineData("heat-ink", "heat-3", Text)]
    [InlineData("heat-ink", "heat-5", Text)]
    [InlineData("heat-ink", "heat-7", Text)]
    [InlineData("heat-middle-ink", "heat-8", Text)]
    [InlineData("heat-deep-ink", "heat-9", Text)]
    [InlineData("heat-deep-ink", "heat-10", Text)]
    [InlineData("field-line", "card", Graphics)]
    [InlineData("teal", "card", Graphics)]
    public void Each_pair_of_colours_can_be_told_apart_in_light_and_dark(string front, string back, double least)
    {
        for (var theme = 0; theme < 2; theme++)
        {
            var contrast = Contrast(Tokens[front][theme], Tokens[back][theme]);
            Assert.True(contrast >= least, $"{front} on {back} in {(theme == 0 ? "light" : "dark")}: {contrast:F2}, at least {least} is needed.");
        }
    }

    private static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    // Relative luminance by WCAG 2.2.
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+): light-dark\(#(?<light>[0-9a-f]{6}), #(?<dark>[0-9a-f]{6})\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
