using System.Globalization;
using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

/// <summary>The CDNOW sample beside the repository; absent on some machines.</summary>
internal static class Cdnow
{
    private static readonly Lazy<PurchaseHistory?> Read = new(Load);

    /// <summary>The last day of calibration, 39 weeks after the first, as a day number of .NET.</summary>
    public static int CalibrationEnd { get; } = new DateOnly(1997, 9, 30).DayNumber;

    public static int HoldOutEnd { get; } = CalibrationEnd + (39 * 7);

    /// <summary>The history; the test is skipped, visibly, where the file is absent.</summary>
    public static PurchaseHistory History
    {
        get
        {
            Assert.SkipUnless(Read.Value is not null, "shared/data/cdnow_sample.txt is not beside the repository.");
            return Read.Value;
        }
    }

    public static IReadOnlyList<CustomerSummary> Customers => History.At(CalibrationEnd, TimeUnit.Week, HoldOutEnd);

    public static PurchaseSummary[] Summaries => [.. Customers.Select(customer => customer.Purchases)];

    private static PurchaseHistory? Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "shared", "data", "cdnow_sample.txt")))
        {
            folder = folder.Parent;
        }

        if (folder is null)
        {
            return null;
        }

        var history = new PurchaseHistory();
        foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "shared", "data", "cdnow_sample.txt")))
        {
            var cells = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 5)
            {
                history.Add(
                    cells[0],
                    DateOnly.ParseExact(cells[2], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber,
                    double.Parse(cells[4], CultureInfo.InvariantCulture));
            }
        }

        return history;
    }
}
