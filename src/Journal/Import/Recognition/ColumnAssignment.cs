namespace Regulars.Journal.Import.Recognition;

/// <summary>Gives each column of a file its role: by its heading, and by its content where that does not tell.</summary>
internal sealed class ColumnAssignment
{
    private readonly string[] folded;
    private readonly ContentProfile[] contents;
    private readonly bool[] settled;

    private ColumnAssignment(string[] folded, ContentProfile[] contents)
    {
        (this.folded, this.contents) = (folded, contents);
        Roles = new ColumnRole[folded.Length];
        Sureness = new double[folded.Length];
        settled = new bool[folded.Length];
    }

    public ColumnRole[] Roles { get; }

    public double[] Sureness { get; }

    public string Form { get; private set; } = KnownForms.Plain;

    /// <summary>Whether the amount is the line's or the order's was not said by the heading.</summary>
    public int AmountColumn { get; private set; } = -1;

    public static ColumnAssignment ByRecognition(string[] headings, ContentProfile[] contents)
    {
        var assignment = new ColumnAssignment([.. headings.Select(Headings.Fold)], contents);
        assignment.Recognise();
        return assignment;
    }

    /// <summary>The roles of a mapping that is remembered or was corrected; columns it does not know are not read.</summary>
    public static ColumnAssignment ByMapping(string[] headings, ContentProfile[] contents, ImportMapping mapping)
    {
        var assignment = new ColumnAssignment([.. headings.Select(Headings.Fold)], contents) { Form = mapping.Form };
        var known = new Dictionary<string, ColumnRole>();
        foreach (var column in mapping.Columns)
        {
            known.TryAdd(Headings.Fold(column.Heading), column.Role);
        }

        for (var column = 0; column < headings.Length; column++)
        {
            if (known.TryGetValue(assignment.folded[column], out var role))
            {
                assignment.Set(column, role, 1);
            }
        }

        return assignment;
    }

    public bool Has(ColumnRole role) => Array.IndexOf(Roles, role) >= 0;

    private void Recognise()
    {
        (Form, var columns) = KnownForms.Find(folded);
        if (columns is not null)
        {
            foreach (var (heading, role) in columns)
            {
                var column = Array.IndexOf(folded, heading);
                if (column >= 0 && (!Has(role) || contents[Array.IndexOf(Roles, role)].IsEmpty))
                {
                    Release(role);
                    Set(column, role, 1);
                }
            }

            // Quantities without what came back leave nothing to be paid back a second time.
            if (folded.Contains("quantity refund") && !folded.Contains("quantity"))
            {
                Release(ColumnRole.Refunded);
            }

            return;
        }

        var found = folded.Select((heading, column) => (column, Match: Headings.Find(heading)))
            .Where(one => one.Match.Sureness > 0)
            .OrderByDescending(one => one.Match.Sureness)
            .ToList();
        foreach (var (column, (meaning, sureness)) in found)
        {
            if (meaning.Ambiguity == Ambiguity.None)
            {
                TrySet(column, meaning.Role, sureness);
            }
        }

        foreach (var (column, (meaning, sureness)) in found.Where(one => one.Match.Meaning.Ambiguity != Ambiguity.None)
            .OrderBy(one => one.Match.Meaning.Ambiguity))
        {
            Resolve(column, meaning.Ambiguity, sureness);
        }

        FromContent();
    }

    private void Resolve(int column, Ambiguity ambiguity, double sureness)
    {
        var content = contents[column];
        settled[column] = true;
        switch (ambiguity)
        {
            case Ambiguity.Customer:
                TrySetFirst(column, sureness, content.IsEmail ? [ColumnRole.Email]
                    : content.IsPhone ? [ColumnRole.Phone]
                    : content.IsName ? [ColumnRole.CustomerName]
                    : [ColumnRole.CustomerNumber, ColumnRole.CustomerName]);
                break;
            case Ambiguity.Amount:
                var isLine = RowIsLine;
                if (TrySetFirst(column, sureness, isLine ? [ColumnRole.LineValue] : [ColumnRole.OrderTotal]) && !isLine)
                {
                    AmountColumn = column;
                }

                break;
            case Ambiguity.Discount:
                TrySetFirst(column, sureness, RowIsLine ? [ColumnRole.LineDiscount] : [ColumnRole.OrderDiscount]);
                break;
            case Ambiguity.Number when !content.CountsRows:
                TrySetFirst(column, sureness, [ColumnRole.OrderNumber]);
                break;
        }
    }

    /// <summary>Columns that no heading told: a date, an e-mail, a telephone, an amount, and then who bought.</summary>
    private void FromContent()
    {
        const double Guess = 0.3;
        for (var column = 0; column < folded.Length; column++)
        {
            if (settled[column] || contents[column].IsEmpty)
            {
                continue;
            }

            var content = contents[column];
            _ = (content.IsEmail && TrySet(column, ColumnRole.Email, Guess))
                || (content.IsDate && !content.IsMoney && !Has(ColumnRole.OrderDate) && TrySet(column, ColumnRole.OrderDate, Guess))
                || (content.IsPhone && !Has(ColumnRole.Phone) && TrySet(column, ColumnRole.Phone, Guess))
                || (content.IsMoney && !HasAmount && TrySetAmount(column, Guess));
        }

        for (var column = folded.Length - 1; column >= 0 && !HasAmount; column--)
        {
            if (!settled[column] && contents[column].IsNumber)
            {
                TrySetAmount(column, Guess);
            }
        }

        for (var column = 0; column < folded.Length && !HasCustomer; column++)
        {
            if (!settled[column] && !contents[column].IsEmpty && !contents[column].IsDate)
            {
                TrySet(column, contents[column].IsName ? ColumnRole.CustomerName : ColumnRole.CustomerNumber, Guess);
            }
        }
    }

    private bool HasAmount => Has(ColumnRole.UnitPrice) || Has(ColumnRole.LineValue) || Has(ColumnRole.OrderTotal)
        || Has(ColumnRole.OrderSubtotal) || Has(ColumnRole.OrderTotalWithShipping);

    private bool HasCustomer => Has(ColumnRole.CustomerNumber) || Has(ColumnRole.CustomerName) || Has(ColumnRole.Email)
        || Has(ColumnRole.Phone) || Has(ColumnRole.Card) || Has(ColumnRole.LastName);

    private bool RowIsLine => Has(ColumnRole.UnitPrice) || Has(ColumnRole.ProductCode) || Has(ColumnRole.ProductName)
        || Has(ColumnRole.Quantity)
        || (Array.IndexOf(Roles, ColumnRole.OrderNumber) is >= 0 and var number && contents[number].Repeats);

    private bool TrySetAmount(int column, double sureness)
    {
        var isLine = RowIsLine;
        AmountColumn = isLine ? AmountColumn : column;
        return TrySet(column, isLine ? ColumnRole.LineValue : ColumnRole.OrderTotal, sureness);
    }

    private bool TrySetFirst(int column, double sureness, ReadOnlySpan<ColumnRole> roles)
    {
        foreach (var role in roles)
        {
            if (TrySet(column, role, sureness))
            {
                return true;
            }
        }

        return false;
    }

    private bool TrySet(int column, ColumnRole role, double sureness)
    {
        if (role == ColumnRole.Ignore)
        {
            settled[column] = true;
            Sureness[column] = sureness;
            return true;
        }

        if (!contents[column].Fits(role))
        {
            return false;
        }

        settled[column] = true;
        if (Has(role))
        {
            // An empty column keeps nobody out of its role.
            if (!contents[Array.IndexOf(Roles, role)].IsEmpty || contents[column].IsEmpty)
            {
                return false;
            }

            Release(role);
        }

        Set(column, role, sureness);
        return true;
    }

    private void Release(ColumnRole role)
    {
        var column = Array.IndexOf(Roles, role);
        if (column >= 0)
        {
            Roles[column] = ColumnRole.Ignore;
        }
    }

    private void Set(int column, ColumnRole role, double sureness)
    {
        Roles[column] = role;
        Sureness[column] = sureness;
        settled[column] = true;
    }
}
