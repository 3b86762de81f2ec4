using System.Text.Json;
using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Writes a report as JSON for programs: money with exactly the currency's digits, rates unrounded, days as 2026-03-01.</summary>
public static class ReportJson
{
    /// <summary>Writes the report as one object; what is not available is null.</summary>
    public static void Write(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject();
        json.WriteString("asOf", report.AsOf.ToString());
        json.WriteString("currency", report.Currency.Code);
        json.WriteNumber("customers", report.Customers);
        json.WriteStartObject("sales");
        json.WriteNumber("orders", report.Sales.Orders);
        Money("gross", report.Sales.Gross);
        json.WriteEndObject();
        json.WriteNumber("orders", report.Orders);
        Money("grossRevenue", report.GrossRevenue);
        Money("netRevenue", report.NetRevenue);
        Money("returnedValue", report.ReturnedValue);
        Number("returnRate", report.ReturnRate);
        Number("returnRateByOrders", report.ReturnRateByOrders);
        Number("averageOrderValue", report.AverageOrderValue);
        Number("repeatRate", report.RepeatRate);
        WriteGaps();
        WriteRetention();
        WriteRows("growth", report.Growth, WriteGrowth);
        WriteRows("cohorts", report.Cohorts, WriteCohort);
        WriteRows("segments", report.Segments, WriteSegment);
        WriteRows("activity", report.Activity, WriteActivity);
        json.WriteStartArray("activityMeasuredBy");
        foreach (var measure in report.ActivityMeasuredBy)
        {
            json.WriteStringValue(measure);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteGaps()
        {
            json.WriteStartObject("timeBetweenPurchases");
            json.WriteNumber("count", report.TimeBetweenPurchases.Count);
            Number("meanDays", report.TimeBetweenPurchases.MeanDays);
            Number("medianDays", report.TimeBetweenPurchases.MedianDays);
            Number("p90Days", report.TimeBetweenPurchases.P90Days);
            json.WriteEndObject();
        }

        void WriteRetention()
        {
            var retention = report.Retention;
            json.WriteStartObject("retention");
            json.WriteString("from", retention.From.ToString());
            json.WriteString("to", retention.To.ToString());
            json.WriteNumber("windowDays", retention.WindowDays);
            json.WriteNumber("atStart", retention.AtStart);
            json.WriteNumber("atEnd", retention.AtEnd);
            json.WriteNumber("new", retention.New);
            json.WriteNumber("returned", retention.Returned);
            json.WriteNumber("retained", retention.Retained);
            Number("rate", retention.Rate);
            Number("rateLow", retention.RateLow);
            Number("rateHigh", retention.RateHigh);
            Number("churnRate", retention.ChurnRate);
            Number("churnPer30Days", retention.ChurnPer30Days);
            json.WriteString("level", retention.Level);
            json.WriteString("unavailable", retention.Unavailable);
            json.WriteEndObject();
        }

        void WriteGrowth(GrowthMeasure row)
        {
            json.WriteString("period", row.Period);
            json.WriteString("from", row.From.ToString());
            json.WriteString("to", row.To.ToString());
            json.WriteBoolean("unfinished", row.IsUnfinished);
            json.WriteNumber("active", row.Active);
            json.WriteNumber("new", row.New);
            json.WriteNumber("retained", row.Retained);
            json.WriteNumber("returned", row.Returned);
            json.WriteNumber("lost", row.Lost);
            Number("retentionRate", row.RetentionRate);
            Number("quickRatio", row.QuickRatio);
            Money("revenue", row.Revenue);
            Money("revenueFromExisting", row.RevenueFromExisting);
            Number("revenueGrowthFromExisting", row.RevenueGrowthFromExisting);
            Number("netRevenueRetention", row.NetRevenueRetention);
        }

        void WriteCohort(CohortMeasure cohort)
        {
            json.WriteString("cohort", cohort.Cohort);
            json.WriteNumber("size", cohort.Size);
            json.WriteStartArray("active");
            foreach (var active in cohort.Active)
            {
                json.WriteNumberValue(active);
            }

            json.WriteEndArray();
            json.WriteStartArray("revenue");
            foreach (var revenue in cohort.Revenue)
            {
                json.WriteNumberValue(report.Currency.ToDecimal(revenue));
            }

            json.WriteEndArray();
        }

        void WriteSegment(SegmentMeasure segment)
        {
            json.WriteString("key", segment.Key);
            json.WriteString("name", segment.Name);
            json.WriteNumber("customers", segment.Customers);
            Money("revenue", segment.Revenue);
        }

        void WriteActivity(ActivityMeasure activity)
        {
            json.WriteString("level", activity.Level);
            json.WriteNumber("customers", activity.Customers);
        }

        void WriteRows<T>(string name, IReadOnlyList<T> rows, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (var row in rows)
            {
                json.WriteStartObject();
                write(row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        void Money(string name, long minor) => json.WriteNumber(name, report.Currency.ToDecimal(minor));

        void Number(string name, double? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }
}
