namespace Regulars.Ui;

internal static class Tones
{
    /// <summary>The name of the tone as it stands in class names and in the data of charts.</summary>
    public static string Name(this Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Attention => "attention",
        Tone.Alarm => "alarm",
        Tone.Information => "information",
        _ => "plain",
    };
}
