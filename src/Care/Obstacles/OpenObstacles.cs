using Regulars.Journal.Contracts;
using Regulars.Journal.Features;

namespace Regulars.Care.Obstacles;

/// <summary>Tells the journey which obstacles are open.</summary>
internal sealed class OpenObstacles(ObstacleBook book) : MomentObstacles
{
    /// <inheritdoc/>
    public override string Permission => Kernel.Permission.ReadCustomers;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> CountOpen() => book.CountOpen();

    /// <inheritdoc/>
    public override string AddressOf(string moment) => Addresses.With("/obstacles", ("state", "open"), ("moment", moment));
}
