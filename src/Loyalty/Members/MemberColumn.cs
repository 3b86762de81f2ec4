namespace Regulars.Loyalty.Members;

/// <summary>What a column of a file of members holds.</summary>
public enum MemberColumn
{
    /// <summary>The number of the loyalty card.</summary>
    Card,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>The whole name.</summary>
    Name,

    /// <summary>The birthday.</summary>
    Birthday,

    /// <summary>The kind of points, by its key or name.</summary>
    Unit,

    /// <summary>The balance: a number of points, not below zero.</summary>
    Balance,

    /// <summary>The last day on which the balance can be used.</summary>
    LastDay,

    /// <summary>The day on which the balance was earned.</summary>
    EarnedOn,

    /// <summary>The level, by its key or name.</summary>
    Level,
}
