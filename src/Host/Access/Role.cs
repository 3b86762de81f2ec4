using Regulars.Kernel;

namespace Regulars.Host.Access;

/// <summary>The roles of users: sets of permissions.</summary>
internal static class Role
{
    public const string Owner = "owner";

    public const string Marketer = "marketer";

    public const string Analyst = "analyst";

    public const string Agent = "agent";

    public const string Cashier = "cashier";

    public const string Auditor = "auditor";

    private static readonly Dictionary<string, IReadOnlyList<string>> Sets = new(StringComparer.Ordinal)
    {
        [Owner] = Permission.All,
        [Marketer] =
        [
            Permission.ReadCustomers, Permission.WriteCustomers, Permission.Import, Permission.ReadReports, Permission.WriteFacts,
            Permission.ManageLoyalty, Permission.UsePoints, Permission.AdjustPoints,
        ],
        [Analyst] = [Permission.ReadCustomers, Permission.ReadReports],
        [Agent] = [Permission.ReadCustomers, Permission.WriteCustomers, Permission.WriteFacts, Permission.UsePoints, Permission.AdjustPoints],
        [Cashier] = [Permission.ReadCustomers, Permission.WriteFacts, Permission.UsePoints],
        [Auditor] = [Permission.ReadCustomers, Permission.ReadReports],
    };

    /// <summary>Every role, the mightiest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Owner, Marketer, Analyst, Agent, Cashier, Auditor];

    /// <summary>What a role may do; nothing for an unknown one.</summary>
    public static IReadOnlyList<string> PermissionsOf(string role) => Sets.TryGetValue(role, out var permissions) ? permissions : [];
}
