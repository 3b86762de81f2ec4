using Regulars.Kernel;
using Regulars.Loyalty.Alerts;
using Regulars.Loyalty.Domain;
using Regulars.Ui;

namespace Regulars.Loyalty.Pages;

/// <summary>Says alerts of the programme in the reader's words.</summary>
internal static class ProgrammeAlertWords
{
    /// <summary>Whom or what it is about, as the business calls it.</summary>
    public static string Subject(Reader reader, Programme programme, ProgrammeAlert alert) => Part(alert.Kind) switch
    {
        "member" => reader.Text("programme_alerts.member"),
        "log" => reader.Text("programme_alerts.log"),
        "budget" => PointsWords.Name(programme.Rules.FirstOrDefault(rule => rule.Key == alert.Subject)?.Name ?? "", alert.Subject),
        "stock" => PointsWords.Name(programme.Reward(alert.Subject)?.Name ?? "", alert.Subject),
        "gifts" when Campaign(alert) is { } key => PointsWords.Name(programme.GiftCampaigns.FirstOrDefault(campaign => campaign.Key == key)?.Name ?? "", key),
        _ => alert.Subject,
    };

    /// <summary>The page where one looks further, and what one must be permitted for it; null where there is none.</summary>
    public static (string Address, string Permission)? Look(ProgrammeAlert alert) => Part(alert.Kind) switch
    {
        "member" => ($"/customers/{alert.Subject}/points", Permission.ReadCustomers),
        "staff" or "store" or "source" => ($"/loyalty/alerts/{alert.Id}", Permission.ReadCustomers),
        "user" => ("/loyalty/approvals", Permission.AdjustPoints),
        "log" => ("/log/verify", Permission.ReadReports),
        "stock" or "codes" => ("/loyalty/rewards", Permission.UsePoints),
        "gifts" => ("/loyalty/gifts", Permission.ManageLoyalty),
        "budget" => ("/loyalty", Permission.ManageLoyalty),
        _ => null,
    };

    /// <summary>The numbers that say why.</summary>
    public static string Evidence(Reader reader, Programme programme, ProgrammeAlert alert)
    {
        var unit = alert.Unit.Length == 0 ? null : programme.Unit(alert.Unit);
        var amount = Counted(alert.Amount);
        return alert switch
        {
            { OfAmount: { } most } => reader.Text("programme_alerts.limit", amount, Counted(most), reader.Formats.Percent(Math.Min(1, alert.Amount / (double)most), 0)),
            { Times: { } times } => reader.Text("programme_alerts.unusual", amount, new Day(alert.Day), reader.Formats.Number((decimal)times, 1), Counted((long)Math.Round(alert.Usual!.Value)), alert.Peers ?? 0),
            _ when Part(alert.Kind) == "log" => reader.Text("programme_alerts.log.evidence", alert.Subject),
            _ => reader.Text("programme_alerts.many", amount, new Day(alert.Day)),
        };

        string Counted(long parts) => unit is null ? reader.Formats.Integer(parts) : PointsWords.Count(reader, unit, unit.ToPoints(parts));
    }

    private static string Part(string kind) => kind[..kind.IndexOf('_', StringComparison.Ordinal)];

    /// <summary>A campaign's limit is named 'gifts:CAMPAIGN:MONTH'.</summary>
    private static string? Campaign(ProgrammeAlert alert) => alert.Subject.Split(':') is [_, var key, _] ? key : null;
}
