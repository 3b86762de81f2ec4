using Regulars.Care.Counting;
using Regulars.Care.Obstacles;
using Regulars.Ui;

namespace Regulars.Care.Pages;

/// <summary>Says obstacles in the reader's words.</summary>
internal static class ObstacleWords
{
    /// <summary>What people call it; of what was found, what its kind and subject say.</summary>
    public static string Title(Reader reader, Obstacle obstacle)
    {
        if (obstacle.Title.Length > 0)
        {
            return obstacle.Title;
        }

        return obstacle.Subject.Split(':', 2) is [var what, var name]
            ? reader.Text($"obstacles.found.{obstacle.Kind}.{what}", obstacle.ProductName is { } product && product != name ? $"{product} ({name})" : name)
            : reader.Text($"obstacles.kind.{obstacle.Kind}");
    }

    /// <summary>Why it was proposed; null for what people told.</summary>
    public static string? Rule(Reader reader, Obstacle obstacle) => !obstacle.IsFound ? null : obstacle.Kind switch
    {
        HindranceKinds.Search => reader.Text("obstacles.rule.search"),
        HindranceKinds.Refusal => reader.Text("obstacles.rule.refusal"),
        _ => reader.Text("obstacles.rule.risen"),
    };

    /// <summary>The colour of a state.</summary>
    public static Tone ToneOf(string state) => state switch
    {
        ObstacleStates.Reported => Tone.Attention,
        ObstacleStates.Accepted or ObstacleStates.Removing => Tone.Information,
        ObstacleStates.Removed => Tone.Good,
        _ => Tone.Plain,
    };
}
