using Microsoft.Playwright;

namespace Regulars.Console.Tests.Browsing;

/// <summary>What a visitor looks at the console with.</summary>
public enum Screen
{
    Desktop,
    Phone,
}

/// <summary>The size of each screen in CSS pixels.</summary>
internal static class ScreenSizes
{
    public static ViewportSize Size(this Screen screen) => screen is Screen.Phone
        ? new ViewportSize { Width = 390, Height = 844 }
        : new ViewportSize { Width = 1380, Height = 900 };
}
