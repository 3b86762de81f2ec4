using System.Text.Json;
using Regulars.Journal.Customers;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Criteria;

/// <summary>Finds, for other modules, every customer of whom a condition holds now.</summary>
public sealed class CriteriaMembers
{
    private readonly CriteriaFields fields;
    private readonly CriteriaSearch search;
    private readonly CustomerDirectory directory;
    private readonly BusinessStore businesses;

    internal CriteriaMembers(CriteriaFields fields, CriteriaSearch search, CustomerDirectory directory, BusinessStore businesses)
    {
        this.fields = fields;
        this.search = search;
        this.directory = directory;
        this.businesses = businesses;
    }

    /// <summary>The customers, at most so many; refused where the condition cannot be read.</summary>
    public Result<IReadOnlyList<CustomerId>> Find(JsonElement criteria, int most)
    {
        var criterion = CriteriaJson.Read(criteria);
        if (criterion.Refusal is { } malformed)
        {
            return malformed;
        }

        var condition = new CriteriaBinder(fields, businesses.Current.Currency, directory.Today).Bind(criterion.Value);
        return condition.Refusal is { } unfit
            ? unfit
            : search.Find(condition.Value, Guid.Empty, most).Select(row => new CustomerId(row.Id)).ToArray();
    }
}
