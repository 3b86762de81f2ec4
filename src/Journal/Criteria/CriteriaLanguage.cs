using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Journal.Criteria;

/// <summary>The condition language for other modules: conditions are read from JSON, bound, said, and asked in memory.</summary>
public sealed class CriteriaLanguage
{
    private readonly CriteriaFields fields;

    private readonly IReadOnlyList<CriteriaLoader> loaders;

    internal CriteriaLanguage(CriteriaFields fields, IEnumerable<CriteriaLoader> loaders)
    {
        this.fields = fields;
        this.loaders = [.. loaders];
    }

    /// <summary>The fields that may be asked where something is asked about, by name.</summary>
    public IReadOnlyList<CriteriaField> Fields(CriteriaScope scope) => fields.Of(scope);

    /// <summary>The comparisons that fit a field.</summary>
    public static IReadOnlyList<Comparison> ComparisonsOf(CriteriaField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return CriteriaFields.ComparisonsOf(field.Type);
    }

    /// <summary>Reads a condition and binds it to a day; a refusal names the place and the cure.</summary>
    public Result<Condition> Bind(JsonElement criterion, CriteriaScope scope, Currency currency, Day today)
    {
        var read = CriteriaJson.Read(criterion);
        return read.Refusal is { } refusal ? refusal : new CriteriaBinder(fields, currency, today, scope).Bind(read.Value);
    }

    /// <summary>A condition that was bound without a refusal, as a sentence.</summary>
    public string Say(JsonElement criterion, Reader reader) => new CriteriaSentence(fields, reader).Of(CriteriaJson.Read(criterion).Value);

    /// <summary>What people call a field.</summary>
    public string NameOf(CriteriaField field, Reader reader) => new CriteriaSentence(fields, reader).NameOf(field, null);

    /// <summary>Whether a condition asks anything about the customer, which has to be loaded.</summary>
    public bool AsksAboutCustomers(JsonElement criterion) => CriteriaJson.Read(criterion) is { IsAccepted: true } read && Asks(read.Value);

    /// <summary>What every module knows of persons, for conditions that are asked in memory.</summary>
    public IReadOnlyList<CriteriaSubject> Load(Database database, IEnumerable<CustomerId> customers)
    {
        var subjects = customers.Select(customer => new CriteriaSubject(customer)).ToList();
        foreach (var loader in loaders)
        {
            loader.Load(database, subjects);
        }

        return subjects;
    }

    private bool Asks(Criterion criterion) => criterion switch
    {
        AllOf all => all.Parts.Any(Asks),
        AnyOf any => any.Parts.Any(Asks),
        Not not => Asks(not.Part),
        FieldTest test => fields.Find(test.Field)?.Scope is CriteriaScope.Customer,
        _ => false,
    };
}
