namespace Regulars.Journal.Import;

/// <summary>The stable codes of rejected rows.</summary>
internal static class RowCodes
{
    public const string TornQuote = "import.torn_quote";
    public const string LineTooLong = "import.line_too_long";
    public const string FieldTooLong = "import.field_too_long";
    public const string TooManyColumns = "import.too_many_columns";
    public const string NotText = "import.field_not_text";
    public const string ColumnsMissing = "import.columns_missing";
    public const string ColumnsExtra = "import.columns_extra";
    public const string NumberMissing = "import.order_number_missing";
    public const string NumberTooLong = "import.order_number_too_long";
    public const string IdentityTooLong = "import.identity_too_long";
    public const string DateMissing = "import.date_missing";
    public const string DateUnreadable = "import.date_unreadable";
    public const string DateAbsurd = "import.date_absurd";
    public const string AmountMissing = "import.amount_missing";
    public const string AmountUnreadable = "import.amount_unreadable";
    public const string AmountAbsurd = "import.amount_absurd";
    public const string QuantityZero = "import.quantity_zero";
    public const string CurrencyUnknown = "import.currency_unknown";
    public const string TwoCurrencies = "import.two_currencies";
    public const string TwoCustomers = "import.two_customers";
    public const string OrderTooLong = "import.order_too_long";
}
