using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Till;

/// <summary>What a till took by an allowance while it could not reach the program.</summary>
/// <param name="Allowance">The allowance, verified.</param>
/// <param name="Key">The till's key for it, by which a repeat is known.</param>
/// <param name="Points">How many; null: none, it only ends.</param>
/// <param name="TakenAt">When; null where nothing was taken.</param>
/// <param name="Order">The number of the sale, if any.</param>
/// <param name="Closes">Whether the allowance ends with it.</param>
internal sealed record AllowanceSale(AllowanceText Allowance, string Key, decimal? Points, Instant? TakenAt, string? Order, bool Closes)
{
    /// <summary>Clocks of tills may differ by so much.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    private const int LongestWord = 100;

    private const decimal MostPoints = 1_000_000_000_000m;

    /// <summary>What is told of it; refused where it contradicts what the allowance says.</summary>
    public static Result<AllowanceSale> Read(
        AllowanceText allowance, string? key, decimal? points, string? takenAt, string? order, bool closes, Instant now)
    {
        if (!IsWord(key))
        {
            return new Refusal("field.missing", $"Give a key of at most {LongestWord} characters, a new one for each sale.", "key");
        }

        if (order is not null && !IsWord(order))
        {
            return new Refusal("field.too_long", $"At most {LongestWord} characters.", "order");
        }

        if (points is null)
        {
            return closes
                ? new AllowanceSale(allowance, key!, null, null, order, closes)
                : new Refusal("field.missing", "Say how many points were taken.", "points");
        }

        if (points is <= 0 or > MostPoints)
        {
            return new Refusal("points.amount", "A number of points above zero.", "points");
        }

        if (AllowanceText.Time(takenAt) is not { } taken)
        {
            return new Refusal("field.missing", "Say when the points were taken: RFC 3339 with an offset.", "takenAt");
        }

        return taken > allowance.EndsAt ? new Refusal("allowance.taken_after_end", $"The allowance ended at {allowance.EndsAt}.", "takenAt")
            : taken.Plus(Skew) < allowance.IssuedAt ? new Refusal("allowance.taken_before", $"The allowance was given at {allowance.IssuedAt}.", "takenAt")
            : taken > now.Plus(Skew) ? new Refusal("allowance.taken_ahead", "This lies ahead; look at the clock of the till.", "takenAt")
            : new AllowanceSale(allowance, key!, points, taken, order, closes);
    }

    /// <summary>The fact that settles it.</summary>
    public RecordFact Fact(CustomerId customer, string source, string by, Instant now) => new(
        new FactInput
        {
            Kind = Points is null ? PointsFacts.Released : PointsFacts.Captured,
            Source = source,
            OccurredAt = now,
            Customer = new CustomerInput { Id = customer, Identities = [] },
            Content = new PointsCommand
            {
                Hold = Allowance.Id,
                Points = Points,
                Keep = Points is null || Closes ? null : true,
                TakenAt = TakenAt?.ToString(),
                OrderNumber = Order,
                By = by,
            }.Write(),
        },
        IsOwn: true)
    {
        Key = new RequestKey(source, $"allowance:{Allowance.Id}:{Key}", Hash()),
    };

    private byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Points:0.####}\n{TakenAt}\n{Closes}\n{Order}")));

    private static bool IsWord(string? text) => text is { Length: > 0 and <= LongestWord } && Text.CanBeKept(text);
}
