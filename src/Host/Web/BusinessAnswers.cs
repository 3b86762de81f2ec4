using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Host.Web;

/// <summary>What the owner answers about the business in the settings; shares are asked for in per cent.</summary>
public sealed class BusinessAnswers
{
    [FromForm]
    public string? Name { get; set; }

    [FromForm]
    public string? Currency { get; set; }

    [FromForm]
    public string? TimeZone { get; set; }

    [FromForm]
    public string? Window { get; set; }

    [FromForm]
    public string? Warning { get; set; }

    [FromForm]
    public string? Alarm { get; set; }

    [FromForm]
    public string? PhonePrefix { get; set; }

    internal static BusinessAnswers Of(Business business) => new()
    {
        Name = business.Name,
        Currency = business.Currency.Code,
        TimeZone = business.Calendar.TimeZone,
        Window = business.Settings.PresenceWindowDays?.ToString(CultureInfo.InvariantCulture),
        Warning = (business.Settings.ChurnWarning * 100).ToString("0.##", CultureInfo.InvariantCulture),
        Alarm = (business.Settings.ChurnAlarm * 100).ToString("0.##", CultureInfo.InvariantCulture),
        PhonePrefix = business.Settings.PhonePrefix,
    };

    internal Business ToBusiness(Business before) => new(
        Name!.Trim(),
        Kernel.Currency.Of(Currency!),
        new BusinessCalendar(TimeZone!),
        before.Settings with
        {
            PresenceWindowDays = string.IsNullOrWhiteSpace(Window) ? null : int.Parse(Window, CultureInfo.InvariantCulture),
            ChurnWarning = Share(Warning)!.Value,
            ChurnAlarm = Share(Alarm)!.Value,
            PhonePrefix = PhonePrefix?.Trim() ?? "",
        });

    /// <summary>What is wrong, by field: the key of the text that says what would be right.</summary>
    internal IReadOnlyDictionary<string, string> Faults(BusinessStore businesses)
    {
        var current = businesses.Current;
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        AddIf(string.IsNullOrWhiteSpace(Name) || Name.Length > 100, nameof(Name), "first.business_wrong");
        AddIf(Kernel.Currency.TryParse(Currency) is not { } currency, nameof(Currency), "first.currency_wrong");
        AddIf(!BusinessCalendar.IsTimeZone(TimeZone), nameof(TimeZone), "first.time_zone_wrong");
        AddIf(
            !string.IsNullOrWhiteSpace(Window) && !(int.TryParse(Window, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3660),
            nameof(Window),
            "settings.window_wrong");
        AddIf(Share(Warning) is null, nameof(Warning), "settings.share_wrong");
        AddIf(Share(Alarm) is not { } alarm || alarm < (Share(Warning) ?? 0), nameof(Alarm), "settings.alarm_wrong");
        AddIf(PhonePrefix is { Length: > 0 } prefix && (prefix.Trim().Length > 4 || !prefix.Trim().All(char.IsAsciiDigit)), nameof(PhonePrefix), "settings.prefix_wrong");
        if (businesses.HasFacts())
        {
            AddIf(!faults.ContainsKey(nameof(Currency)) && Kernel.Currency.Of(Currency!) != current.Currency, nameof(Currency), "settings.fixed");
            AddIf(!faults.ContainsKey(nameof(TimeZone)) && TimeZone != current.Calendar.TimeZone, nameof(TimeZone), "settings.fixed");
        }

        return faults;

        void AddIf(bool isWrong, string field, string key)
        {
            if (isWrong)
            {
                faults[field] = key;
            }
        }
    }

    private static double? Share(string? percent) =>
        double.TryParse(percent?.Replace(',', '.'), CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 100 ? value / 100 : null;
}
