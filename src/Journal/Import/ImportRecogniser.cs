using System.Globalization;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Import;

/// <summary>Recognises a file by reading it once whole, writing nothing.</summary>
public static class ImportRecogniser
{
    private const int SampleOrders = 5;
    private const int SampleRows = 5000;

    /// <summary>Proposes how the file is to be read, or refuses the file with the reason.</summary>
    public static Result<ImportPlan> Recognise(ImportSource source, ImportContext context)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(context);
        var container = Container.Recognise(source);
        if (!container.IsAccepted)
        {
            return container.Refusal!;
        }

        try
        {
            return Recognise(source, context, container.Value, null);
        }
        catch (InvalidDataException)
        {
            return ImportRefusals.ContainerDamaged();
        }
        catch (OpenedTooLargeException)
        {
            return ImportRefusals.OpenedTooLarge();
        }
    }

    /// <summary>The columns of a file that was refused because a column is missing among them; null when it was refused for anything else.</summary>
    public static ImportOutline? Outline(ImportSource source, ImportContext context)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return Container.Recognise(source) is { IsAccepted: true, Value: var container } && FileProbe.Recognise(source, container, null) is { IsAccepted: true, Value: var probe }
                ? Outline(probe, context)
                : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or OpenedTooLargeException)
        {
            return null;
        }
    }

    private static ImportOutline? Outline(FileProbe probe, ImportContext context)
    {
        var given = context.Corrected ?? context.Remembered(Headings.ShapeHash(probe.Headings));
        var assigned = Assign(probe, given);
        return Missing(assigned) is null ? null : new ImportOutline(
            new ImportMapping
            {
                Form = assigned.Form,
                Columns = [.. probe.Headings.Select((heading, column) => new ColumnMapping(heading, assigned.Roles[column]))],
                TimeZone = given?.TimeZone ?? context.Calendar.TimeZone,
                Currency = given?.Currency ?? context.Currency.Code,
                Source = given?.Source ?? context.Source,
                Store = given?.Store,
            },
            [.. probe.Headings.Select((heading, column) => new RecognisedColumn(heading, assigned.Roles[column], assigned.Sureness[column], probe.Contents[column].Samples))]);
    }

    private static ColumnAssignment Assign(FileProbe probe, ImportMapping? given) => given is null
        ? ColumnAssignment.ByRecognition(probe.Headings, probe.Contents)
        : ColumnAssignment.ByMapping(probe.Headings, probe.Contents, given);

    private static Result<ImportPlan> Recognise(ImportSource source, ImportContext context, ContainerKind container, string? encoding)
    {
        var probed = FileProbe.Recognise(source, container, encoding);
        if (!probed.IsAccepted)
        {
            return probed.Refusal!;
        }

        var probe = probed.Value;
        var shapeHash = Headings.ShapeHash(probe.Headings);
        var given = context.Corrected ?? context.Remembered(shapeHash);
        var assigned = Assign(probe, given);
        if (Missing(assigned) is { } missing)
        {
            return missing;
        }

        var columns = new RowColumns(assigned.Roles, probe.RowsMayEndEarly);
        var store = columns.Of(ColumnRole.Store);
        var pass = new FilePass(columns, store >= 0 && probe.Contents[store].IsAlwaysFilled);
        using (var opened = new OpenedText(source, container, probe.Encoding, probe.Delimiter))
        {
            pass.Run(opened.Rows, probe.RowsBeforeData);
        }

        if (pass.NotText > 0 && probe.IsAscii
            && TextEncodings.Recognise(OpenedText.AroundLetters(source, container)) is { } other and not "utf-8")
        {
            return Recognise(source, context, container, other);
        }

        return Decide(source, context, probe, assigned, columns, pass, given, shapeHash);
    }

    private static Refusal? Missing(ColumnAssignment assigned) =>
        !assigned.Has(ColumnRole.OrderDate) && !assigned.Has(ColumnRole.LineDate) ? ImportRefusals.NoDateColumn()
        : !assigned.Has(ColumnRole.UnitPrice) && !assigned.Has(ColumnRole.LineValue) && !assigned.Has(ColumnRole.OrderTotal)
            && !assigned.Has(ColumnRole.OrderSubtotal) && !assigned.Has(ColumnRole.OrderTotalWithShipping) ? ImportRefusals.NoAmount()
        : null;

    private static Result<ImportPlan> Decide(
        ImportSource source, ImportContext context, FileProbe probe, ColumnAssignment assigned, RowColumns columns,
        FilePass pass, ImportMapping? given, string shapeHash)
    {
        if (pass.Rows == pass.Malformed)
        {
            return pass.FirstFault is { } fault
                ? fault == RowCodes.LineTooLong ? ImportRefusals.NoLineEnds() : ImportRefusals.NoRowReadable(fault)
                : ImportRefusals.OnlyHeadings();
        }

        // A column taken for the order's total proves the line's when orders turn out to have several rows.
        if (assigned.AmountColumn >= 0 && pass.Tally.HasSeveralRows)
        {
            assigned.Roles[assigned.AmountColumn] = ColumnRole.LineValue;
            columns = new RowColumns(assigned.Roles, probe.RowsMayEndEarly);
        }

        var currency = FindCurrency(context, pass, given);
        var monthFirst = currency.Code == "USD" || context.Calendar.TimeZone.StartsWith("America/") || pass.Dates.TwelveHours > 0;
        var isGuess = false;
        var order = given?.Dates is { } said ? said : pass.Dates.Decide(monthFirst, out isGuess);
        if (!order.IsAccepted)
        {
            return order.Refusal!;
        }

        var english = probe.Headings.All(heading => heading.All(char.IsAscii));
        var sign = given?.DecimalSign is { Length: 1 } saidSign ? saidSign[0] : pass.Numbers.Decide(probe.Delimiter, english && probe.HasHeadings);
        var statuses = Propose(pass, given);
        var mapping = new ImportMapping
        {
            Form = assigned.Form,
            Columns = [.. probe.Headings.Select((heading, column) => new ColumnMapping(
                heading, assigned.Roles[column], given?.Columns.FirstOrDefault(one => one.Heading == heading)?.Attribute))],
            Dates = order.Value,
            DecimalSign = sign.ToString(),
            TimeZone = BusinessCalendar.IsTimeZone(given?.TimeZone) ? given!.TimeZone : context.Calendar.TimeZone,
            Currency = currency.Code,
            Source = given?.Source ?? context.Source,
            Store = given?.Store,
            Statuses = statuses.ToDictionary(status => Text.Fold(status.Text), status => status.Meaning),
            ReturnPrefix = given is null ? assigned.Form == KnownForms.OnlineRetail ? "C" : null : given.ReturnPrefix,
        };
        var dates = pass.Dates;
        var plan = new ImportPlan
        {
            Mapping = mapping,
            ShapeHash = shapeHash,
            Container = probe.Container,
            Encoding = probe.Encoding,
            Delimiter = probe.Delimiter,
            HasHeadings = probe.HasHeadings,
            Columns = [.. probe.Headings.Select((heading, column) => new RecognisedColumn(
                heading, assigned.Roles[column], assigned.Sureness[column], probe.Contents[column].Samples))],
            Dates = new RecognisedDates(
                order.Value, dates.Separator == 0 ? null : dates.Separator, dates.WithTime > 0, dates.WithSeconds > 0,
                dates.WithOffset > 0, dates.TwelveHours > 0, dates.TwoDigitYears > 0, isGuess,
                columns.Of(ColumnRole.OrderDate) is >= 0 and var date ? probe.Contents[date].Samples.FirstOrDefault() ?? "" : ""),
            DecimalSign = sign,
            ThousandsSeparators = pass.Numbers.Thousands(sign),
            RowIsLine = columns.Has(ColumnRole.UnitPrice) || columns.Has(ColumnRole.LineValue) || pass.Tally.HasSeveralRows,
            HasOrderNumbers = columns.Has(ColumnRole.OrderNumber),
            Statuses = statuses,
            Rows = pass.Rows,
            Orders = columns.Has(ColumnRole.OrderNumber) ? pass.Tally.Orders : pass.Rows - pass.Malformed,
            RowsWithoutCustomer = pass.WithoutCustomer,
            MalformedRows = pass.Malformed,
            Warnings = Warn(context, pass, columns, currency, isGuess, statuses, dates),
            Tally = pass.Tally,
            Calendar = mapping.TimeZone == context.Calendar.TimeZone ? context.Calendar : new BusinessCalendar(mapping.TimeZone),
            DefaultCurrency = currency,
            RowsBeforeData = probe.RowsBeforeData,
            RowsMayEndEarly = probe.RowsMayEndEarly,
            StoreIsInKey = columns.Of(ColumnRole.Store) is >= 0 and var store && probe.Contents[store].IsAlwaysFilled,
        };
        return WithSamples(source, plan);
    }

    private static Currency FindCurrency(ImportContext context, FilePass pass, ImportMapping? given)
    {
        if (given is not null && Currency.TryParse(given.Currency) is { } said)
        {
            return said;
        }

        var signs = pass.Numbers.Currencies;
        var column = pass.Currencies.Counts.Where(pair => Currency.TryParse(pair.Key) is not null).ToList();
        return column.Count > 0 ? Currency.Of(column.MaxBy(pair => pair.Value).Key)
            : signs.Count > 0 ? Currency.Of(signs.MaxBy(pair => pair.Value).Key)
            : context.Currency;
    }

    private static List<RecognisedStatus> Propose(FilePass pass, ImportMapping? given)
    {
        var statuses = new List<RecognisedStatus>();
        foreach (var count in pass.Statuses.Where(count => !count.HasTooMany))
        {
            foreach (var (text, rows) in count.Counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var folded = Text.Fold(text);
                if (statuses.Exists(status => Text.Fold(status.Text) == folded))
                {
                    continue;
                }

                var isSaid = given is not null && given.Statuses.ContainsKey(folded);
                var meaning = isSaid ? given!.Statuses[folded] : StatusWords.Find(folded);
                statuses.Add(new RecognisedStatus(text, rows, meaning ?? StatusMeaning.Sold, meaning is null));
            }
        }

        return statuses;
    }

    private static List<ImportWarning> Warn(
        ImportContext context, FilePass pass, RowColumns columns, Currency currency, bool datesGuessed,
        List<RecognisedStatus> statuses, DateEvidence dates)
    {
        var warnings = new List<ImportWarning>();
        void Add(bool holds, string name, params string[] arguments)
        {
            if (holds)
            {
                warnings.Add(new ImportWarning("import.warning." + name, arguments));
            }
        }

        Add(datesGuessed, "dates_guessed");
        Add(pass.Numbers.IsGuess, "decimals_guessed");
        Add(columns.Identities.Length == 0, "no_customer");
        Add(columns.CustomersAreNames, "customers_by_name");
        Add(!columns.Has(ColumnRole.OrderNumber), "no_order_numbers");
        Add(pass.Malformed > 0, "malformed_rows", Number(pass.Malformed));
        Add(dates.Unreadable > 0, "dates_unreadable", Number(dates.Unreadable));
        Add(pass.Tally.OrdersOfTwoCustomers > 0, "two_customers", Number(pass.Tally.OrdersOfTwoCustomers));
        Add(currency != context.Currency && !columns.Has(ColumnRole.Rate), "rate_missing", currency.Code, context.Currency.Code);
        foreach (var status in statuses.Where(status => status.IsGuess))
        {
            Add(true, "status_unknown", status.Text);
        }

        return warnings;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static ImportPlan WithSamples(ImportSource source, ImportPlan plan)
    {
        using var reading = OrderFileReader.Read(source, plan, SampleRows);
        var orders = new List<Contracts.OrderInput>();
        var rejections = new List<RejectedRow>();
        foreach (var item in reading)
        {
            if (item.Order is not null)
            {
                orders.Add(item.Order);
            }
            else if (rejections.Count < SampleOrders)
            {
                rejections.Add(item.Rejection!);
            }

            if (orders.Count == SampleOrders)
            {
                break;
            }
        }

        return plan with { Samples = orders, SampleRejections = rejections };
    }
}
