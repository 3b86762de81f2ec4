namespace Regulars.Host.Web;

/// <summary>The calling code that a business of a time zone most probably has; it can be changed in the settings.</summary>
internal static class PhonePrefixes
{
    public static string Of(string timeZone) => timeZone switch
    {
        "Europe/Kyiv" or "Europe/Kiev" => "380",
        "Europe/Warsaw" => "48",
        "Europe/Moscow" or "Asia/Almaty" or "Asia/Yekaterinburg" => "7",
        "Europe/London" => "44",
        "Europe/Minsk" => "375",
        "Europe/Vilnius" => "370",
        "Europe/Riga" => "371",
        "Europe/Berlin" => "49",
        _ => "",
    };
}
