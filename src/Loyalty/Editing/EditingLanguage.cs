using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Editing;

/// <summary>What a form must know beside the programme.</summary>
/// <param name="Criteria">The condition language.</param>
/// <param name="Currency">The business's currency.</param>
internal sealed record EditingLanguage(CriteriaLanguage Criteria, Currency Currency)
{
    /// <summary>A condition as it stands in a form; null where nothing stands or where it would not be taken yet.</summary>
    public JsonElement? Finished(CriteriaForm form, CriteriaScope scope) =>
        form.Criterion(Criteria) is { } criterion && Criteria.Bind(criterion, scope, Currency, default).IsAccepted ? criterion : null;
}
