using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>Tells intake the demonstration shop as history. Told again, it changes nothing; stopped and told again, it goes on.</summary>
public sealed class DemonstrationFill(JournalIntake intake)
{
    /// <summary>Customers on their way through intake at one time.</summary>
    private const int PartSize = 250;

    /// <summary>Tells the whole shop.</summary>
    /// <param name="seed">Which shop.</param>
    /// <param name="customers">How many customers.</param>
    /// <param name="lastDay">The last day of which anything is told.</param>
    /// <param name="currency">The currency of its prices: the business's.</param>
    /// <param name="progress">Told now and then how many customers are done.</param>
    /// <param name="cancellation">Stops it between customers; what is done stays done.</param>
    public async Task<DemonstrationTotals> RunAsync(
        int seed, int customers, Day lastDay, Currency currency, Action<int>? progress, CancellationToken cancellation)
    {
        var totals = new DemonstrationTotals(0, 0);
        var source = DemonstrationShop.SourceOf(seed);
        List<Task<IntakeAnswer>> before = [];
        foreach (var part in DemonstrationShop.Generate(seed, customers, lastDay, currency).Chunk(PartSize))
        {
            cancellation.ThrowIfCancellationRequested();
            var answers = await TellAsync(source, part, cancellation);
            totals = totals.With(await Task.WhenAll(before));
            before = answers;
            progress?.Invoke(part[0].Number);
        }

        return totals.With(await Task.WhenAll(before));
    }

    private async Task<List<Task<IntakeAnswer>>> TellAsync(string source, DemonstrationCustomer[] part, CancellationToken cancellation)
    {
        var answers = new List<Task<IntakeAnswer>>();
        var known = new List<Task<IntakeAnswer>>(part.Length);
        foreach (var customer in part)
        {
            for (var i = 0; i < customer.Records.Count; i++)
            {
                var record = customer.Records[i];
                var save = new SaveCustomer(source, record) { Origin = Origin.History, Key = Key(source, customer, $"record {i}", record.Identities[0].Value) };
                answers.Add(await intake.SubmitBulkAsync(save, cancellation));
                if (i == 0)
                {
                    known.Add(answers[^1]);
                }
            }
        }

        foreach (var request in part.SelectMany(customer => customer.History))
        {
            answers.Add(await intake.SubmitBulkAsync(request, cancellation));
        }

        for (var i = 0; i < part.Length; i++)
        {
            if ((await known[i]).Customer is { } id)
            {
                await TellConsentsAsync(source, part[i], id, answers, cancellation);
            }
        }

        return answers;
    }

    private async Task TellConsentsAsync(
        string source, DemonstrationCustomer customer, CustomerId id, List<Task<IntakeAnswer>> answers, CancellationToken cancellation)
    {
        for (var i = 0; i < customer.Consents.Count; i++)
        {
            var consent = customer.Consents[i];
            var request = new RecordConsent(id, consent.Purpose, consent.Channel, consent.IsGranted, source, consent.Wording)
            {
                Origin = Origin.History,
                Key = Key(source, customer, $"consent {i}", consent.Wording),
            };
            answers.Add(await intake.SubmitBulkAsync(request, cancellation));
        }
    }

    private static RequestKey Key(string source, DemonstrationCustomer customer, string part, string content) => new(
        source,
        string.Create(CultureInfo.InvariantCulture, $"{customer.Number}:{part}"),
        SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

/// <summary>What came of telling the shop.</summary>
/// <param name="Requests">Everything that was told.</param>
/// <param name="Refused">What intake refused; none, unless other data stands in the way.</param>
public sealed record DemonstrationTotals(long Requests, long Refused)
{
    internal DemonstrationTotals With(IReadOnlyCollection<IntakeAnswer> answers) =>
        new(Requests + answers.Count, Refused + answers.Count(answer => answer.Status is IntakeStatus.Refused));
}
