using System.Diagnostics;
using System.Globalization;
using Regulars.Statistics.Lifetime;

namespace Regulars.Bench;

/// <summary>Fits and forecasts of customer lifetime, against a plain loop of as many elementary functions on one thread.</summary>
internal static class LifetimeBench
{
    private const int Copies = 100;

    /// <summary>By then the compiler has done what it will do.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static Task RunAsync(BenchPlace place)
    {
        var sample = Sample();
        PurchaseSummary[] repeated = [.. Enumerable.Range(0, Copies).SelectMany(_ => sample)];
        var random = new Random(7);
        var jittered = Array.ConvertAll(repeated, customer => Jitter(customer, random));
        var bg = new Measured("bgnbd", customers => Told(BgNbd.Fit(customers).Value), BgFunctions);
        var pareto = new Measured("paretonbd", customers => Told(ParetoNbd.Fit(customers).Value), ParetoFunctions);
        foreach (var model in (Measured[])[bg, pareto])
        {
            Fit(model, "sample", sample, 41);
            Fit(model, "sample-x100", repeated, 21);
            var together = PurchaseSummary.Together(repeated);
            BenchPlace.Print($"lifetime-{model.Name}-weighting", InTurns(model, repeated, sample), "x", "the plain sample; at most 2");
            BenchPlace.Print($"lifetime-{model.Name}-together-before", InTurns(model, together, sample), "x", "the plain sample; the summaries read beforehand");
            Fit(model, "jittered-x100", jittered, 3);
        }

        var gather = Median(21, () => PurchaseSummary.Together(repeated).Length);
        var read = Median(21, () => repeated.Count(customer => customer.Age > customer.LastPurchase));
        BenchPlace.Print("lifetime-together-x100", gather / read, "x", "a loop that reads each summary once");
        BenchPlace.Print("lifetime-together-x100-time", 1000 * gather, "ms", (1000 * read).ToString("0.00", CultureInfo.InvariantCulture) + " ms of the loop");
        Predict("bgnbd", BgNbd.Fit(sample).Value.Model, jittered);
        Predict("paretonbd", ParetoNbd.Fit(sample).Value.Model, jittered);
        return Task.CompletedTask;
    }

    /// <summary>How many times as long one fit takes as another, each in turn: the machine changes its pace within a second.</summary>
    private static double InTurns(Measured model, PurchaseSummary[] customers, PurchaseSummary[] others)
    {
        const int Turns = 301;
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            ours.Add(Time(customers));
            theirs.Add(Time(others));
        }

        return Median(ours) / Median(theirs);

        double Time(PurchaseSummary[] fitted)
        {
            var begun = Stopwatch.GetTimestamp();
            model.Fit(fitted);
            return Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
    }

    private static void Fit(Measured model, string name, PurchaseSummary[] customers, int runs)
    {
        var distinct = customers.Select(customer => (customer.Repeats, customer.LastPurchase, customer.Age)).Distinct().Count();
        var evaluations = model.Fit(customers);
        var ours = Median(runs, () => model.Fit(customers));
        var reference = Median(runs, () => model.Functions(customers, distinct, evaluations));
        BenchPlace.Print($"lifetime-{model.Name}-{name}", ours / reference, "x", $"a plain loop of the same logarithms and exponentials, one thread; {customers.Length} customers, {evaluations} evaluations");
        BenchPlace.Print($"lifetime-{model.Name}-{name}-time", 1000 * ours, "ms", (1000 * reference).ToString("0.00", CultureInfo.InvariantCulture) + " ms of the loop");
    }

    private static void Predict(string name, LifetimeModel model, PurchaseSummary[] customers)
    {
        const int Million = 1_000_000;
        var all = new PurchaseSummary[Million];
        for (var i = 0; i < Million; i++)
        {
            all[i] = customers[i % customers.Length];
        }

        double[] forecasts = [];
        var ours = Median(3, () => { forecasts = Forecast.Purchases(model, all, 39); return 1; });
        var reference = Median(3, () =>
        {
            var sum = 0.0;
            foreach (var customer in all)
            {
                sum += Math.Log(customer.Age + 1) + Math.Exp(-customer.Age) + Math.Log(customer.LastPurchase + 1) + Math.Exp(-customer.LastPurchase);
            }

            return sum > 0 ? 1 : 0;
        });
        BenchPlace.Print($"lifetime-{name}-million-forecasts", ours / reference, "x", "a plain loop of two logarithms and two exponentials per customer, one thread");
        BenchPlace.Print($"lifetime-{name}-million-forecasts-time", 1000 * ours, "ms", $"1000 ms at most; {forecasts.Sum().ToString("0", CultureInfo.InvariantCulture)} purchases");
    }

    private static int Told<TModel>(LifetimeFit<TModel> fit)
        where TModel : LifetimeModel => fit.Converged ? fit.Evaluations : throw new InvalidOperationException(fit.Reason!.Sentence);

    /// <summary>Three logarithms and an exponential per different customer and evaluation.</summary>
    private static int BgFunctions(PurchaseSummary[] customers, int distinct, int evaluations)
    {
        var sum = 0.0;
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            for (var row = 0; row < distinct; row++)
            {
                ref readonly var customer = ref customers[row];
                sum += Math.Log(1 + customer.Age) + Math.Log(1 + customer.LastPurchase) + Math.Exp(-customer.Age) + Math.Log(2 + customer.Age);
            }
        }

        return sum > 0 ? 1 : 0;
    }

    /// <summary>Five logarithms, one exponential, and at each of eight nodes a logarithm and two exponentials per different customer and evaluation.</summary>
    private static int ParetoFunctions(PurchaseSummary[] customers, int distinct, int evaluations)
    {
        var sum = 0.0;
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            for (var row = 0; row < distinct; row++)
            {
                ref readonly var customer = ref customers[row];
                for (var function = 0; function < 13; function++)
                {
                    sum += Math.Log(1 + function + customer.Age);
                }

                for (var function = 0; function < 17; function++)
                {
                    sum += Math.Exp(-function - customer.Age);
                }
            }
        }

        return sum > 0 ? 1 : 0;
    }

    private static double Median(int runs, Func<int> run)
    {
        var warming = Stopwatch.StartNew();
        do
        {
            run();
        }
        while (warming.Elapsed < WarmUp);

        var watch = new Stopwatch();
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            watch.Restart();
            run();
            times.Add(watch.Elapsed.TotalSeconds);
        }

        return Median(times);
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static PurchaseSummary Jitter(PurchaseSummary customer, Random random)
    {
        var age = customer.Age + (0.01 * random.NextDouble());
        return new PurchaseSummary(customer.Repeats, customer.Repeats == 0 ? 0 : Math.Min(age, customer.LastPurchase + (0.01 * random.NextDouble())), age);
    }

    /// <summary>The CDNOW sample at the end of its 39 weeks of calibration.</summary>
    private static PurchaseSummary[] Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "shared", "data", "cdnow_sample.txt")))
        {
            folder = folder.Parent;
        }

        var file = folder is null
            ? throw new FileNotFoundException("shared/data/cdnow_sample.txt is not beside the repository.")
            : Path.Combine(folder.FullName, "shared", "data", "cdnow_sample.txt");
        var history = new PurchaseHistory();
        foreach (var cells in System.IO.File.ReadLines(file).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length == 5))
        {
            history.Add(cells[0], DateOnly.ParseExact(cells[2], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber);
        }

        return [.. history.At(new DateOnly(1997, 9, 30).DayNumber).Select(customer => customer.Purchases)];
    }

    private sealed record Measured(string Name, Func<PurchaseSummary[], int> Fit, Func<PurchaseSummary[], int, int, int> Functions);
}
