using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Assembly;

/// <summary>What one row says, read and checked before anything of it touches its order.</summary>
internal struct RowContent
{
    public Instant? Date;
    public StatusMeaning? Status;
    public bool IsReturn;
    public bool HasLine;
    public bool HasAmounts;
    public OrderLineInput Line;
    public decimal? LineDiscount;
    public decimal? OrderDiscount;
    public decimal? OrderTotal;
    public decimal? OrderSubtotal;
    public decimal? OrderTotalWithShipping;
    public decimal? Shipping;
    public decimal? Refunded;
    public decimal? Rate;
    public Currency? Currency;
}

/// <summary>Why a row is rejected: the code, the column and what was found in it.</summary>
internal readonly record struct RowFailure(string Code, int Column = -1, string? Found = null);
