using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Regulars.Ui;

namespace Regulars.Loyalty.Templates;

/// <summary>What the owner filled into a template.</summary>
internal sealed class TemplateAnswers(ProgrammeTemplate template, IFormCollection form, Reader reader)
{
    /// <summary>What the programme is called.</summary>
    public string Name => form["name"].ToString().Trim();

    /// <summary>The number under a name; 0 where nothing readable was filled in.</summary>
    public decimal this[string field] => Read(field) ?? 0;

    /// <summary>A whole number above zero under a name; null where there is none.</summary>
    public int? Whole(string field) => Read(field) is > 0 and <= 10_000 and { } number && decimal.Truncate(number) == number ? (int)number : null;

    /// <summary>The first field in which no number stands.</summary>
    public string? Wrong => template.Fields.Select(asked => asked.Name).FirstOrDefault(name => Read(name) is not >= 0);

    /// <summary>A word that the business may change later.</summary>
    public string Word(string key) => reader.Text(key);

    /// <summary>The condition that an order is worth at least so much; null for nothing.</summary>
    public JsonElement? OrderOf(decimal minimum) => minimum <= 0 ? null : JsonSerializer.SerializeToElement(
        new Dictionary<string, object>
        {
            ["field"] = "order.total",
            ["comparison"] = "at-least",
            ["values"] = new[] { minimum.ToString(CultureInfo.InvariantCulture) },
        });

    private decimal? Read(string field) => decimal.TryParse(
        form[field].ToString().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
