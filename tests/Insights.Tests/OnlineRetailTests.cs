using System.Globalization;
using System.IO.Compression;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Kernel;
using LifetimeHistory = Regulars.Statistics.Lifetime.PurchaseHistory;

namespace Regulars.Insights.Tests;

/// <summary>A real shop, cut at 1 September 2011: what was foreseen then is held against what came, beside guesses that need no model;
/// also where a guess is the better one.</summary>
public sealed class OnlineRetailTests(OnlineRetailTests.Sales read) : IClassFixture<OnlineRetailTests.Sales>
{
    private readonly Sales sales = read.OrSkip();

    private const int Window = 220;

    private const int Horizon = 110;

    private static readonly Day Cut = Day.Of(2011, 9, 1);

    private static readonly Day End = Day.Of(2011, 12, 10);

    [Theory]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void What_was_foreseen_at_the_cut_is_held_against_what_came(string model)
    {
        var quality = ForecastQuality.Judge(sales.Lifetimes, model, Cut.Number - 1, End.Number - 1)!;

        // Counted from the file by itself: the purchase days after the cut of those who had bought before it.
        var known = sales.Days.Where(customer => customer.Value.Keys.Min() < Cut.Number).ToList();
        Assert.Equal((known.Count, known.Sum(customer => customer.Value.Keys.Count(day => day >= Cut.Number))), (quality.Customers, (int)quality.Came));

        // The autumn is busier than any model of a steady pace foresees: it falls short in total, and ranks well.
        Assert.InRange(quality.Foreseen / quality.Came, 0.65, 0.95);
        Assert.True(quality.Tenths[9].Came > 8 * quality.Tenths[0].Came);
        Assert.All(quality.Tenths.Zip(quality.Tenths.Skip(1)), pair => Assert.True(pair.Second.Foreseen >= pair.First.Foreseen));

        // "As often as in the hundred days before" errs less per customer than the models do here: the page says so.
        Assert.True(quality.RepeatError < quality.MeanAbsoluteError * 1.1);
        Assert.True(quality.MeanAbsoluteError < quality.RecencyError);
    }

    [Fact]
    public void The_probability_of_buying_is_right_to_some_points_among_those_likely_to_and_too_low_among_the_others()
    {
        var quality = ForecastQuality.Judge(sales.Lifetimes, "mbgnbd", Cut.Number - 1, End.Number - 1)!;

        Assert.All(quality.Buying.TakeLast(3), tenth => Assert.InRange(tenth.Came - tenth.Foreseen, -0.1, 0.1));
        Assert.All(quality.Buying.Take(3), tenth => Assert.True(tenth.Came > tenth.Foreseen));
    }

    [Fact]
    public void The_risk_of_leaving_beats_recency_alone_on_customers_it_had_not_seen()
    {
        var (fit, quality) = ChurnFit.Learn(sales.History, new CustomerTraces(), End, Window, Horizon);

        Assert.NotNull(fit);
        Assert.True(quality.Auc > quality.BaselineAuc + 0.04, $"{quality.Auc:0.000} against {quality.BaselineAuc:0.000}");
        Assert.True(quality.LogLoss < quality.BaselineLogLoss);
        Assert.InRange(quality.CalibrationError, 0, 0.06);
    }

    [Fact]
    public void Silence_is_more_often_right_than_chance_among_those_who_have_a_rhythm()
    {
        var replay = SignReplay.Of(sales.History, new CustomerTraces(), new SignThresholds(), End, Window, Horizon);
        var silence = replay.Signs.Single(record => record.Kind is SignKinds.Silence);

        Assert.True(silence.Shown > 100);
        Assert.True(silence.PrecisionLow > silence.BaseRate, $"{silence.Precision:P0} from {silence.PrecisionLow:P0} against {silence.BaseRate:P0}");
        Assert.True(silence.LeadDays > 90);

        // Buying more rarely does not foretell leaving in this shop, and is not dressed up as if it did.
        var slowing = replay.Signs.Single(record => record.Kind is SignKinds.Slowing);
        Assert.True(slowing.PrecisionHigh < slowing.BaseRate + 0.05);
    }

    /// <summary>The sales of known customers, read from the file.</summary>
    public sealed class Sales
    {
        private readonly bool isThere = File.Exists(FileName());

        public Sales()
        {
            if (!isThere)
            {
                return;
            }

            foreach (var (customer, day, minor) in Read())
            {
                var days = Days.TryGetValue(customer, out var known) ? known : Days[customer] = [];
                days[day] = days.GetValueOrDefault(day) + minor;
            }

            foreach (var (customer, days) in Days.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                History.Add(new CustomerId(Guid.NewGuid()), [.. days.Select(day => new PurchaseHistory.Entry(new Day(day.Key), 1, day.Value, 0))]);
                foreach (var (day, minor) in days)
                {
                    Lifetimes.Add(customer, day, minor);
                }
            }
        }

        internal Dictionary<string, SortedDictionary<int, long>> Days { get; } = new(StringComparer.Ordinal);

        internal PurchaseHistory History { get; } = new();

        internal LifetimeHistory Lifetimes { get; } = new();

        public Sales OrSkip()
        {
            Assert.SkipUnless(isThere, "The Online Retail data is not beside the repository.");
            return this;
        }

        private static IEnumerable<(string Customer, int Day, long Minor)> Read()
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(FileName()), CompressionMode.Decompress));
            text.ReadLine();
            while (text.ReadLine() is { } line)
            {
                // Only the description may be quoted; everything else is counted from either end.
                var cells = line.Split(',');
                var (customer, price, moment, quantity) = (cells[^2], cells[^3], cells[^4], cells[^5]);
                if (customer.Length > 0 && cells[0][0] != 'C' && int.Parse(quantity, CultureInfo.InvariantCulture) is > 0 and var pieces
                    && decimal.Parse(price, CultureInfo.InvariantCulture) is > 0 and var each)
                {
                    var day = Day.From(DateOnly.ParseExact(moment[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture));
                    yield return (customer, day.Number, (long)Math.Round(pieces * each * 100, MidpointRounding.ToEven));
                }
            }
        }

        private static string FileName()
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "regulars.slnx")))
                {
                    return Path.Combine(folder.FullName, "..", "shared", "data", "online_retail.csv.gz");
                }
            }

            throw new InvalidOperationException("The tests do not run inside the repository.");
        }
    }
}
