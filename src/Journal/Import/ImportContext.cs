using Regulars.Kernel;

namespace Regulars.Journal.Import;

/// <summary>What recognition must know beside the file.</summary>
/// <param name="Calendar">The business's days and time zone; times without a zone are in it.</param>
/// <param name="Currency">The business's currency, taken where the file names none.</param>
/// <param name="Source">The name of the connected system, taken where no mapping names one.</param>
public sealed record ImportContext(BusinessCalendar Calendar, Currency Currency, string Source)
{
    /// <summary>Looks up the mapping remembered for a shape of file by its hash; null when there is none.</summary>
    public Func<string, ImportMapping?> Remembered { get; init; } = _ => null;

    /// <summary>A mapping corrected by hand for this very file, which goes before the remembered one.</summary>
    public ImportMapping? Corrected { get; init; }
}
