namespace Regulars.Loyalty.Verification;

/// <summary>The first row of the ledger that is not as it should be.</summary>
/// <param name="Customer">Whose row it is: a customer, or a gift card; none where everybody shares it.</param>
/// <param name="Table">The table.</param>
/// <param name="Row">The row within the customer's: a number, a key or an order; a row that should be there is named too.</param>
/// <param name="Column">What of it is wrong.</param>
/// <param name="Found">What it says.</param>
/// <param name="Expected">What it should say by the postings.</param>
public sealed record LedgerFault(Guid Customer, string Table, string Row, string Column, string Found, string Expected);

/// <summary>What the verifier found.</summary>
/// <param name="Members">How many customers have postings, or anything that should have come from them.</param>
/// <param name="Postings">How many postings were replayed.</param>
/// <param name="Fault">The first wrong row; null when everything agrees.</param>
public sealed record LedgerVerdict(long Members, long Postings, LedgerFault? Fault);
