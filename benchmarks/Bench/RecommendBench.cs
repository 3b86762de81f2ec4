using System.Diagnostics;
using System.Globalization;
using Regulars.Statistics.Recommendations;

namespace Regulars.Bench;

/// <summary>Fits of recommendations to as many customers, products and pairs as Online Retail has, against a plain matrix product of the same floating-point work.</summary>
internal static class RecommendBench
{
    private const int Users = 3612;

    private const int Items = 2923;

    private const int Pairs = 187_175;

    public static Task RunAsync(BenchPlace place)
    {
        var training = Training();
        var second = SecondsOf(() => PlainProduct(512)) / (2 * Math.Pow(512, 3));
        Measure("recommend-ease", () => Ease.Fit(training), Math.Pow(Items, 3) * second, "2,923 products; cost grows with products³");
        var settings = new AlsSettings { Factors = 64, Iterations = 15 };
        var applied = (4.0 * Pairs * settings.Factors) + (Users + Items) / 2.0 * 2 * settings.Factors * settings.Factors;
        Measure(
            "recommend-als", () => ImplicitAls.Fit(training, settings), settings.Iterations * 2 * 4 * applied * second,
            "64 factors, 15 iterations; cost grows with pairs × factors + (customers + products) × factors²");
        Measure("recommend-cosine", () => ItemCosine.Fit(training), 2 * Enumerable.Range(0, Users).Sum(user => Math.Pow(training.ItemsOf(user).Length, 2)) * second, "50 neighbours; cost grows with the squared lengths of histories and products²");
        return Task.CompletedTask;
    }

    private static void Measure(string name, Action fit, double plainSeconds, string what)
    {
        fit();
        var seconds = SecondsOf(fit);
        BenchPlace.Print(
            name, seconds / plainSeconds, "times",
            string.Create(CultureInfo.InvariantCulture, $"a plain matrix product of the same work: {plainSeconds * 1000:0} ms; the fit: {seconds * 1000:0} ms; {what}"));
    }

    /// <summary>The shortest of three runs.</summary>
    private static double SecondsOf(Action run) => Enumerable.Range(0, 3).Min(_ =>
    {
        var begun = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    });

    private static void PlainProduct(int size)
    {
        var (left, right, product) = (new double[size * size], new double[size * size], new double[size * size]);
        Array.Fill(left, 1.5);
        Array.Fill(right, 0.5);
        for (var row = 0; row < size; row++)
        {
            for (var inner = 0; inner < size; inner++)
            {
                var factor = left[(row * size) + inner];
                for (var column = 0; column < size; column++)
                {
                    product[(row * size) + column] += factor * right[(inner * size) + column];
                }
            }
        }
    }

    /// <summary>A few products that nearly everyone has, and many that few have.</summary>
    private static Interactions Training()
    {
        var random = new Random(1);
        var pairs = new HashSet<(int, int)>(Pairs);
        while (pairs.Count < Pairs)
        {
            pairs.Add(((int)(Users * Math.Pow(random.NextDouble(), 1.5)), (int)(Items * Math.Pow(random.NextDouble(), 1.5))));
        }

        return Interactions.Of(Users, Items, pairs);
    }
}
