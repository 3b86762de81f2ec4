using System.Globalization;
using System.Text;
using Regulars.Insights.Contracts;

namespace Regulars.Insights.Features;

/// <summary>Writes the growth accounting of a report as CSV for spreadsheets: one row per period.</summary>
public static class ReportCsv
{
    /// <summary>A line of headings and one line per period, with dots as decimal signs; what is not available is empty.</summary>
    public static string Growth(Report report)
    {
        var csv = new StringBuilder("period,from,to,unfinished,active,new,retained,returned,lost,retention_rate,quick_ratio,revenue,revenue_from_existing,revenue_growth_from_existing,net_revenue_retention\n");
        foreach (var row in report.Growth)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{row.Period},{row.From},{row.To},{(row.IsUnfinished ? "yes" : "no")},{row.Active},{row.New},{row.Retained},{row.Returned},{row.Lost},{row.RetentionRate},{row.QuickRatio},{report.Currency.ToDecimal(row.Revenue)},{report.Currency.ToDecimal(row.RevenueFromExisting)},{row.RevenueGrowthFromExisting},{row.NetRevenueRetention}\n");
        }

        return csv.ToString();
    }
}
