using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Regulars.Bench;

/// <summary>Opening pages with a thousand customers and with a million: the cost must not grow.</summary>
internal static partial class PagesBench
{
    private const int Port = 5084;

    private const int Requests = 60;

    private const int Many = 1_000_000;

    /// <summary>So long a person takes at least from choosing a field to saying what of it.</summary>
    private static readonly TimeSpan Clicking = TimeSpan.FromSeconds(2);

    /// <summary>What is asked of customers: a field of their record, of their score, of their outlook, of their profile, and two at once.</summary>
    private static readonly (string Name, string[] Tests)[] Conditions =
    [
        ("orders", ["orders at-least 2"]),
        ("segment", ["segment is champions"]),
        ("risk", ["risk at-least 30"]),
        ("language", ["language is pl"]),
        ("two", ["net at-least 100", "loyalty-index at-most 60"]),
    ];

    private static readonly string[] Pages = ["/", "/customers", "/customers?sort=gross", "/segments", "/retention"];

    public static async Task RunAsync(BenchPlace place)
    {
        var few = await MeasureAsync(place, 1_000);
        var many = await MeasureAsync(place, Many);
        foreach (var (page, milliseconds) in many)
        {
            BenchPlace.Print($"page{page}", milliseconds / few[page], "times", $"a thousand customers: {few[page].ToString("0.0", CultureInfo.InvariantCulture)} ms, a million: {milliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms");
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(BenchPlace place, int customers)
    {
        var file = place.File($"{customers}.csv");
        Write(file, customers);
        var data = place.File($"data-{customers}");
        await BenchPlace.RunAsync(place.Program, ["import", file, "--data", data, "--currency", "EUR", "--time-zone", "Europe/Warsaw"]);
        var key = (await BenchPlace.RunAsync(place.Program, ["keys", "create", "bench", "--data", data, "--scope", "reports.read", "settings.write"])).Output.Trim();
        var said = await place.ServeAsync(place.Program, ["serve", "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture)], $"http://127.0.0.1:{Port}/health/ready");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromMinutes(2) };
        await EnterAsync(client, CodeOf(said));
        var customer = Customer().Match(await client.GetStringAsync("/customers")).Value;
        await SettleAsync(client);
        var times = new Dictionary<string, double>();
        foreach (var page in Pages.Append(customer))
        {
            times[page == customer ? "/customers/ID" : page] = await TimeAsync(client, page);
        }

        if (customers == Many)
        {
            await TimeDuringRefreshAsync(client, customer, key);
            await CountAsync(client);
        }

        place.StopServers();
        return times;
    }

    /// <summary>A plain file: one to three purchases of each customer over a year.</summary>
    private static void Write(string file, int customers)
    {
        using var writer = new StreamWriter(file);
        writer.WriteLine("Order,Date,Customer,Name,Amount");
        var order = 0;
        for (var customer = 0; customer < customers; customer++)
        {
            for (var purchase = 0; purchase <= customer % 3; purchase++)
            {
                var day = new DateOnly(2025, 1, 1).AddDays((customer + (purchase * 97)) % 365);
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++order},{day:yyyy-MM-dd},{customer},Customer {customer},{10 + (customer % 500)}.50"));
            }
        }
    }

    private static async Task EnterAsync(HttpClient client, string code)
    {
        var page = await client.GetStringAsync($"/first-visit?code={code}");
        var answer = await client.PostAsync("/first-visit", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form-token"] = Token().Match(page).Groups["token"].Value,
            ["Code"] = code,
            ["Business"] = "Bench",
            ["Currency"] = "EUR",
            ["TimeZone"] = "Europe/Warsaw",
            ["Name"] = "Owner",
            ["Email"] = "owner@example.com",
            ["Password"] = "a long enough password",
        }));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the scores are computed, so that both are measured at rest.</summary>
    private static async Task SettleAsync(HttpClient client)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (watch.Elapsed < TimeSpan.FromMinutes(3) && await timer.WaitForNextTickAsync())
        {
            if ((await client.GetStringAsync("/segments")).Contains("/segments/champions", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private static async Task<double> TimeAsync(HttpClient client, string page)
    {
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            times.Add(await TimeOnceAsync(client, page));
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task<double> TimeOnceAsync(HttpClient client, string page)
    {
        var begun = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(page);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>Opens a page again and again while everything is computed, and as often before: the middle and the slowest of a hundred.</summary>
    private static async Task TimeDuringRefreshAsync(HttpClient client, string page, string key)
    {
        using var asking = new HttpClient { BaseAddress = client.BaseAddress, Timeout = client.Timeout };
        asking.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var rest = new List<double>();
        for (var i = 0; i < 500; i++)
        {
            rest.Add(await TimeOnceAsync(client, page));
        }

        var computing = BenchPlace.ComputeFiguresAsync(asking);
        var busy = new List<double>();
        while (!computing.IsCompleted)
        {
            busy.Add(await TimeOnceAsync(client, page));
        }

        await computing;
        rest.Sort();
        busy.Sort();
        foreach (var (name, share) in new[] { ("", 0.5), ("-slowest", 0.99) })
        {
            var (atRest, during) = (rest[(int)(share * rest.Count)], busy[(int)(share * busy.Count)]);
            BenchPlace.Print($"page/customers/ID-during-refresh{name}", during / atRest, "times", $"the same page at rest: {atRest.ToString("0.0", CultureInfo.InvariantCulture)} ms, while everything is computed {during.ToString("0.0", CultureInfo.InvariantCulture)} ms{(name.Length == 0 ? "" : "; 99 of a hundred are faster")}");
        }
    }

    /// <summary>Counts segments as the editor does while a condition is clicked together: a field for the first time, and again.</summary>
    private static async Task CountAsync(HttpClient client)
    {
        var token = Token().Match(await client.GetStringAsync("/segments/own/new")).Groups["token"].Value;
        foreach (var (name, tests) in Conditions)
        {
            var form = new Dictionary<string, string> { ["form-token"] = token };
            foreach (var (number, test) in tests.Index())
            {
                var words = test.Split(' ');
                (form[$"who.{number}.0.field"], form[$"who.{number}.0.comparison"], form[$"who.{number}.0.value"]) = (words[0], words[1], words[2]);
            }

            using (var chosen = new FormUrlEncodedContent(form.Where(field => !field.Key.EndsWith(".value", StringComparison.Ordinal))))
            {
                (await client.PostAsync("/segments/own/redraw", chosen)).EnsureSuccessStatusCode();
            }

            await Task.Delay(Clicking);
            var first = await CountOnceAsync(client, form);
            var again = new List<double>();
            for (var i = 0; i < 10; i++)
            {
                again.Add(await CountOnceAsync(client, form));
            }

            BenchPlace.Print($"segment-count-{name}-first", first, "ms", $"300 ms at most; the field was chosen {Clicking.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s before");
            BenchPlace.Print($"segment-count-{name}", again.Order().ElementAt(again.Count / 2), "ms", "300 ms at most, of a million customers, with the page around it");
        }
    }

    private static async Task<double> CountOnceAsync(HttpClient client, Dictionary<string, string> form)
    {
        var begun = Stopwatch.GetTimestamp();
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync("/segments/own/redraw", content);
        answer.EnsureSuccessStatusCode();
        var page = await answer.Content.ReadAsStringAsync();
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return page.Contains("figure-value", StringComparison.Ordinal) ? took : throw new InvalidOperationException("The editor counted nothing.");
    }

    private static string CodeOf(string said) => Code().Match(said).Groups["code"].Value;

    [GeneratedRegex(@"first-visit\?code=(?<code>[\w-]+)", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("""name="form-token" value="(?<token>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("/customers/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Customer();
}
