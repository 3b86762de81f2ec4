using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Till;

/// <summary>Gives allowances, settles what was taken by them and ends them: each by intake, once for its key.</summary>
internal sealed class AllowanceDesk(JournalIntake intake, Allowances allowances, MemberReader members, TimeProvider clock)
{
    /// <summary>So long an allowance lasts where nothing else is asked.</summary>
    public const int DefaultHours = 24;

    /// <summary>So long it lasts at most.</summary>
    public const int MostHours = 72;

    private static readonly Refusal Unknown = new("allowance.unknown", "There is no such allowance.", "allowance");

    /// <summary>Reserves points and signs that they may be taken; null: too much waits.</summary>
    /// <param name="who">Whose points.</param>
    /// <param name="wish">How many of which, and how long.</param>
    /// <param name="key">By which a repeat is known.</param>
    /// <param name="by">Who asked.</param>
    public async Task<Result<GivenAllowance>?> GiveAsync(CustomerInput who, AllowanceWish wish, RequestKey key, string by)
    {
        if (wish.Hours is < 1 or > MostHours)
        {
            return new Refusal("allowance.hours", $"An allowance lasts 1 to {MostHours} hours.", "hours");
        }

        var answer = await intake.SubmitAsync(new RecordFact(
            new FactInput
            {
                Kind = PointsFacts.Held,
                Source = key.Source,
                OccurredAt = Instant.Now(clock),
                Customer = who,
                Content = new PointsCommand
                {
                    Unit = wish.Unit, Points = wish.Points, Minutes = (wish.Hours ?? DefaultHours) * 60, Hold = Uuid.New(clock), IsAllowance = true, By = by,
                }.Write(),
            },
            IsOwn: true)
        {
            Key = key,
        });
        if (answer is null)
        {
            return null;
        }

        if (answer.Refusal is { } refusal)
        {
            return refusal;
        }

        // What was decided is signed again for a repeat: the same text, and by the same key the same signature.
        var made = Read(answer)!;
        var (from, until) = (AllowanceText.Time(made.At)!.Value, AllowanceText.Time(made.EndsAt)!.Value);
        var text = new AllowanceText(made.Id, answer.Customer!.Value, made.Unit, made.Points, from, until);
        return new GivenAllowance(text, allowances.Sign(text));
    }

    /// <summary>Settles what was taken.</summary>
    public async Task<SettledSale> SettleAsync(Result<AllowanceSale> told, string? key, string source, string by)
    {
        if (told.Refusal is { } wrong)
        {
            return new SettledSale(key, null, wrong);
        }

        var sale = told.Value;
        if (allowances.CustomerOf(sale.Allowance.Id) is not { } customer)
        {
            return new SettledSale(key, sale, Unknown);
        }

        var answer = await intake.SubmitAsync(sale.Fact(customer, source, by, Instant.Now(clock)));
        return answer is null ? new SettledSale(key, sale, null) { Waits = true }
            : new SettledSale(key, sale, answer.Refusal)
            {
                Answer = answer.Refusal is null ? Read(answer) : null,
                Usable = answer.Refusal?.Code is "allowance.not_enough" ? Usable(customer, sale.Allowance.Unit) : null,
            };
    }

    /// <summary>Ends an allowance; answers how many points are free again, 0 where it had ended before; null: too much waits.</summary>
    public async Task<Result<decimal>?> CloseAsync(Guid allowance, string source, string by)
    {
        if (allowances.CustomerOf(allowance) is not { } customer)
        {
            return Unknown;
        }

        var answer = await intake.SubmitAsync(new RecordFact(
            new FactInput
            {
                Kind = PointsFacts.Released,
                Source = source,
                OccurredAt = Instant.Now(clock),
                Customer = new CustomerInput { Id = customer, Identities = [] },
                Content = new PointsCommand { Hold = allowance, By = by }.Write(),
            },
            IsOwn: true)
        {
            Key = new RequestKey(source, $"allowance-end:{allowance}", []),
        });
        return answer is null ? null
            : answer.Refusal is { Code: not "allowance.ended" } refusal ? refusal
            : answer.Refusal is null ? Read(answer)?.GivenBack ?? 0 : 0;
    }

    /// <summary>Verifies an allowance and reads what is told of a sale by it.</summary>
    public Result<AllowanceSale> Read(string? note, string? key, decimal? points, string? takenAt, string? order, bool closes)
    {
        var text = allowances.Verify(note);
        return text.Refusal is { } forged ? forged : AllowanceSale.Read(text.Value, key, points, takenAt, order, closes, Instant.Now(clock));
    }

    private decimal? Usable(CustomerId customer, string unit) => members.Find(customer) is { } member && member.Programme.Programme.Unit(unit) is { } kind
        ? kind.ToPoints(Math.Max(0, member.Book.Balance(unit)))
        : null;

    private static AllowanceAnswer? Read(IntakeAnswer answer)
    {
        using var effects = answer.Effects is null ? null : JsonDocument.Parse(answer.Effects);
        return effects is not null && effects.RootElement.TryGetProperty(LoyaltyParticipant.Module, out var loyalty)
            ? loyalty.Deserialize(LoyaltyJson.Default.LoyaltyAnswer)?.Allowance
            : null;
    }
}

/// <summary>How many points are to be allowed.</summary>
/// <param name="Unit">The kind of points; null: the programme's first.</param>
/// <param name="Points">How many; null: all that can be used.</param>
/// <param name="Hours">How long; null: a day.</param>
internal sealed record AllowanceWish(string? Unit, decimal? Points, int? Hours);

/// <summary>An allowance and its signed note.</summary>
internal sealed record GivenAllowance(AllowanceText Text, string Note);

/// <summary>What came of one sale.</summary>
/// <param name="Key">The till's key.</param>
/// <param name="Sale">The sale; null where it could not be read.</param>
/// <param name="Refusal">Why it was not taken; null when it was, or waits.</param>
internal sealed record SettledSale(string? Key, AllowanceSale? Sale, Refusal? Refusal)
{
    /// <summary>What became of the allowance.</summary>
    public AllowanceAnswer? Answer { get; init; }

    /// <summary>How many points can be used, where there were not enough after the end.</summary>
    public decimal? Usable { get; init; }

    /// <summary>Whether too much waits, and it is to be told again.</summary>
    public bool Waits { get; init; }
}
