using System.Globalization;
using System.IO.Compression;
using Regulars.Host.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>What a programme of points and levels gives over the Online Retail file, counted from its rows by nothing but the rules of the
/// document on loyalty: a point for each whole unit of money, times what the level multiplies, rounded down once for an order; levels by the
/// money of a calendar year, kept until the end of the next; returns here name no order and take nothing back.</summary>
internal sealed class RetailFigures
{
    /// <summary>The programme before gives so many points for each order.</summary>
    public const int PointsBefore = 100;

    private static readonly (decimal From, decimal Multiplier)[] Levels = [(0, 1), (500, 1.2m), (1500, 1.5m)];

    private RetailFigures(IReadOnlyList<Sale> sales)
    {
        var last = sales.Max(sale => sale.At.Date);
        foreach (var customer in sales.GroupBy(sale => sale.Customer))
        {
            Members++;
            var (spent, reached, low, high, before) = (new Dictionary<int, long>(), 0, 0L, 0L, 0L);
            foreach (var minute in customer.Where(sale => sale.Minor > 0).GroupBy(sale => sale.At).OrderBy(sales => sales.Key))
            {
                // Which of two orders of one minute was first nobody knows; it matters where one of them reaches a level.
                var year = spent.GetValueOrDefault(minute.Key.Year);
                var given = Orders([.. minute.Select(sale => sale.Minor)]).Select(sales => Play(sales, year, reached)).ToList();
                (low, high, before) = (low + given.Min(), high + given.Max(), before + (PointsBefore * minute.Count()));
                if (minute.Key.Date.AddMonths(12) >= last)
                {
                    Left = new Between(Left.Low + given.Min(), Left.High + given.Max());
                }

                spent[minute.Key.Year] = year + minute.Sum(sale => sale.Minor);
                reached = Math.Max(reached, Reached(spent[minute.Key.Year]));
            }

            Given = new Between(Given.Low + low, Given.High + high);
            Before += before;
            Winners = new Between(Winners.Low + (low > before ? 1 : 0), Winners.High + (high > before ? 1 : 0));
            Losers = new Between(Losers.Low + (high < before ? 1 : 0), Losers.High + (low < before ? 1 : 0));
            MostWon = new Between(Math.Max(MostWon.Low, low - before), Math.Max(MostWon.High, high - before));
            Standing[reached]++;
        }

        Unmatched = sales.Sum(sale => sale.ReturnedMinor);
    }

    public long Members { get; }

    /// <summary>Points of the programme that is tried, and of the one before.</summary>
    public Between Given { get; }

    public long Before { get; }

    /// <summary>Of them not expired after twelve months on the last day.</summary>
    public Between Left { get; }

    public Between Winners { get; }

    public Between Losers { get; }

    /// <summary>By how many points the first of the winners gets more.</summary>
    public Between MostWon { get; }

    /// <summary>Returns in minor units.</summary>
    public long Unmatched { get; }

    /// <summary>Members on each level on the last day, the lowest first.</summary>
    public long[] Standing { get; } = new long[Levels.Length];

    /// <summary>Read from beside the repository.</summary>
    public static RetailFigures Read(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        text.ReadLine();
        var sales = new Dictionary<(string, string), Sale>();
        while (text.ReadLine() is { } line)
        {
            // Only the description may be quoted; everything else is counted from either end.
            var cells = line.Split(',');
            if (cells[^2] is not { Length: > 0 } customer)
            {
                continue;
            }

            var at = DateTime.ParseExact(cells[^4], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var minor = (long)Math.Round(decimal.Parse(cells[^5], CultureInfo.InvariantCulture) * decimal.Parse(cells[^3], CultureInfo.InvariantCulture) * 100, MidpointRounding.ToEven);
            var known = sales.GetValueOrDefault((customer, cells[0])) ?? new Sale(customer, cells[0], at, 0, 0);
            sales[(customer, cells[0])] = known with
            {
                At = at < known.At ? at : known.At,
                Minor = known.Minor + Math.Max(0, minor),
                ReturnedMinor = known.ReturnedMinor + Math.Max(0, -minor),
            };
        }

        return new RetailFigures([.. sales.Values]);
    }

    private static int Reached(long minor) => Array.FindLastIndex(Levels, level => minor >= level.From * 100);

    private static long Play(IReadOnlyList<long> sales, long spent, int reached)
    {
        var given = 0L;
        foreach (var minor in sales)
        {
            given += (long)decimal.Floor((minor / 100) * Levels[reached].Multiplier);
            spent += minor;
            reached = Math.Max(reached, Reached(spent));
        }

        return given;
    }

    /// <summary>Every order in which they may have come.</summary>
    private static IEnumerable<IReadOnlyList<long>> Orders(IReadOnlyList<long> sales) => sales.Count < 2
        ? [sales]
        : sales.SelectMany((first, at) => Orders([.. sales.Where((_, other) => other != at)]).Select(rest => (IReadOnlyList<long>)[first, .. rest]));

    private sealed record Sale(string Customer, string Invoice, DateTime At, long Minor, long ReturnedMinor);
}

/// <summary>From the least to the most that it can be.</summary>
internal readonly record struct Between(long Low, long High);
