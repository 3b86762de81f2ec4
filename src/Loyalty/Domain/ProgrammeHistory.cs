using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Every version of the programme that was ever in force.</summary>
internal sealed class ProgrammeHistory(IReadOnlyList<CompiledProgramme> versions)
{
    private readonly Dictionary<int, CompiledProgramme> byVersion = versions.ToDictionary(version => version.Programme.Version);

    /// <summary>The number of the newest version; 0 where there is none.</summary>
    public int Newest { get; } = versions.Count == 0 ? 0 : versions.Max(version => version.Programme.Version);

    /// <summary>Every kind of points that any version had.</summary>
    public IReadOnlyList<PointUnit> Units { get; } = [.. versions.SelectMany(version => version.Programme.Units).DistinctBy(unit => unit.Key)];

    /// <summary>Whether any version limits a rule over time.</summary>
    public bool HaveLimits { get; } = versions.Any(version => version.Programme.Rules.Any(rule => rule.HasLimitOverTime));

    /// <summary>Whether any version has levels.</summary>
    public bool HaveLevels { get; } = versions.Any(version => version.Programme.LevelSets.Count > 0);

    /// <summary>Whether any version promises something for friends.</summary>
    public bool HaveReferrals { get; } = versions.Any(version => version.Programme.Referrals is not null);

    /// <summary>Whether any version asks about customers.</summary>
    public bool AskAboutCustomers { get; } = versions.Any(version => version.AsksAboutCustomers);

    /// <summary>The version in force on a day: the newest of those that began by then. Null before the first.</summary>
    public CompiledProgramme? InForce(Day day) =>
        versions.Where(version => version.Programme.From <= day).MaxBy(version => version.Programme.Version);

    /// <summary>A version by its number.</summary>
    public CompiledProgramme Of(int version) => byVersion[version];
}
