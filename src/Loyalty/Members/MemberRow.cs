using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Members;

/// <summary>One row of a file of members that can be taken.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Customer">Who it is, and what is told of them.</param>
/// <param name="Unit">The key of the kind of points.</param>
/// <param name="Points">The balance.</param>
/// <param name="EarnedOn">The day on which it was earned; null: not told.</param>
/// <param name="LastDay">The last day on which it can be used; null: as the programme says.</param>
/// <param name="Level">The key of the level; null: none is told.</param>
internal sealed record MemberRow(long Line, CustomerInput Customer, string Unit, decimal Points, Day? EarnedOn, Day? LastDay, string? Level);

/// <summary>A row that was not taken.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Code">Why, as a stable code.</param>
/// <param name="Place">The heading of the column that is meant; empty for the whole row.</param>
/// <param name="Cell">What stands there; never who the member is.</param>
public sealed record RejectedMember(long Line, string Code, string Place, string Cell);

/// <summary>A row as it was read: taken, or not.</summary>
/// <param name="Row">The row; null where it was not taken.</param>
/// <param name="Rejected">Why not; null where it was taken.</param>
/// <param name="Unit">The key of its kind of points, where that could be read.</param>
/// <param name="Points">Its balance, where that could be read.</param>
internal sealed record ReadMember(MemberRow? Row, RejectedMember? Rejected, string? Unit, decimal Points);
