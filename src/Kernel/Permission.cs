namespace Regulars.Kernel;

/// <summary>What a person or a connected system may do; every address asks for one of these. Roles and API keys are sets of them.</summary>
public static class Permission
{
    /// <summary>See customers and their stories.</summary>
    public const string ReadCustomers = "customers.read";

    /// <summary>Change profiles and consents, merge and undo merges.</summary>
    public const string WriteCustomers = "customers.write";

    /// <summary>Export and forget persons.</summary>
    public const string EraseCustomers = "customers.erase";

    /// <summary>Tell orders and facts.</summary>
    public const string WriteFacts = "facts.write";

    /// <summary>Import files.</summary>
    public const string Import = "imports.write";

    /// <summary>See measures and segments.</summary>
    public const string ReadReports = "reports.read";

    /// <summary>Set up programmes: rules, levels, rewards.</summary>
    public const string ManageLoyalty = "loyalty.write";

    /// <summary>Use and reserve customers' points, as a till does.</summary>
    public const string UsePoints = "points.use";

    /// <summary>Give and take points by hand.</summary>
    public const string AdjustPoints = "points.adjust";

    /// <summary>Change the business's settings.</summary>
    public const string ChangeSettings = "settings.write";

    /// <summary>Manage users and API keys, and read the record of what they did.</summary>
    public const string ManageAccess = "access.write";

    /// <summary>Every permission there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ReadCustomers, WriteCustomers, EraseCustomers, WriteFacts, Import, ReadReports,
        ManageLoyalty, UsePoints, AdjustPoints, ChangeSettings, ManageAccess,
    ];
}
