namespace Regulars.Ui;

/// <summary>The colours as they are written in cookies, forms and the page's <c>data-theme</c>.</summary>
public static class ThemeChoice
{
    /// <summary>The name of the cookie that keeps the choice.</summary>
    public const string Cookie = "regulars-theme";

    /// <summary>Takes device, light or dark; null when it is none of them.</summary>
    public static Theme? TryParse(string? name) => name switch
    {
        "device" => Theme.Device,
        "light" => Theme.Light,
        "dark" => Theme.Dark,
        _ => null,
    };

    /// <summary>The name as it is written.</summary>
    public static string Name(Theme theme) => theme switch
    {
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => "device",
    };
}
