using Microsoft.AspNetCore.Http;
using Regulars.Journal.Import;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Reads what was corrected by hand on the preview of a file.</summary>
internal static class CorrectedMapping
{
    /// <summary>The mapping of the plan with what the form says instead; what it says wrongly stays as recognised.</summary>
    public static ImportMapping Read(IFormCollection form, ImportPlan plan)
    {
        var mapping = plan.Mapping;
        return mapping with
        {
            Columns = [.. mapping.Columns.Select((column, index) => Column(form, column, index))],
            Dates = Enum.TryParse<DateOrder>(form["dates"], out var order) && Enum.IsDefined(order) ? order : mapping.Dates,
            DecimalSign = form["decimal"].ToString() is "." or "," ? form["decimal"].ToString() : mapping.DecimalSign,
            TimeZone = BusinessCalendar.IsTimeZone(form["timeZone"]) ? form["timeZone"].ToString() : mapping.TimeZone,
            Currency = Currency.TryParse(form["currency"])?.Code ?? mapping.Currency,
            Store = form["store"].ToString().Trim() is { Length: > 0 and <= 100 } store ? store : null,
            Statuses = Statuses(form, plan),
        };
    }

    /// <summary>The mapping of an outline with the columns that were named by hand.</summary>
    public static ImportMapping Read(IFormCollection form, ImportOutline outline) => outline.Mapping with
    {
        Columns = [.. outline.Mapping.Columns.Select((column, index) => Column(form, column, index))],
    };

    private static ColumnMapping Column(IFormCollection form, ColumnMapping column, int index)
    {
        if (!Enum.TryParse<ColumnRole>(form[$"role-{index}"], out var role) || !Enum.IsDefined(role))
        {
            return column;
        }

        return column with { Role = role, Attribute = role is ColumnRole.Attribute ? column.Attribute ?? column.Heading : null };
    }

    private static Dictionary<string, StatusMeaning> Statuses(IFormCollection form, ImportPlan plan)
    {
        var meanings = plan.Mapping.Statuses.ToDictionary();
        foreach (var (index, status) in plan.Statuses.Index())
        {
            if (Enum.TryParse<StatusMeaning>(form[$"status-{index}"], out var meaning) && Enum.IsDefined(meaning))
            {
                meanings[Text.Fold(status.Text)] = meaning;
            }
        }

        return meanings;
    }
}
