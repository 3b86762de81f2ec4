using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Kernel;

namespace Regulars.Insights.Actions;

/// <summary>What may be done for a customer.</summary>
public static class ActionKinds
{
    /// <summary>Call, say sorry and make it good.</summary>
    public const string Apologise = "apologise";

    /// <summary>Call a dear customer who has gone silent.</summary>
    public const string Call = "call";

    /// <summary>Ask why parcels are refused.</summary>
    public const string AskWhy = "ask_why";

    /// <summary>Send an offer that gives a reason to return.</summary>
    public const string WinBack = "win_back";

    /// <summary>Thank for praise.</summary>
    public const string Thank = "thank";

    /// <summary>Welcome after the first purchase.</summary>
    public const string Welcome = "welcome";

    /// <summary>Ask to recommend the shop.</summary>
    public const string Refer = "refer";

    /// <summary>Ask how content they are.</summary>
    public const string Ask = "ask";

    /// <summary>All, the most urgent first.</summary>
    public static IReadOnlyList<string> All { get; } = [Apologise, Call, AskWhy, WinBack, Thank, Welcome, Refer, Ask];

    /// <summary>Those of which a share is held out. Nobody who was wronged is left without an apology for the sake of a figure.</summary>
    public static IReadOnlySet<string> HeldOut { get; } = new HashSet<string>(StringComparer.Ordinal) { Call, WinBack, Thank, Refer };
}

/// <summary>Something that could be done for a customer.</summary>
/// <param name="Kind">What, one of <see cref="ActionKinds.All"/>.</param>
/// <param name="Reason">Why: a sign, or a key of the texts <c>action.reason.KEY</c>.</param>
/// <param name="Numbers">The numbers of the reason's sentence.</param>
/// <param name="Priority">The higher, the sooner: 9 now, 1 when there is time.</param>
public sealed record ActionProposal(string Kind, string Reason, IReadOnlyList<double> Numbers, int Priority);

/// <summary>Chooses what to do for a customer, from one to three things, by what is known of them. Pure.</summary>
/// <param name="dearFrom">What a dear customer spends in a year, in minor units: the best fifth.</param>
internal sealed class ActionRules(long dearFrom)
{
    private const int Most = 3;

    private const int FreshDays = 14;

    /// <summary>After so many days an apology only reminds of the wrong.</summary>
    private const int ApologyDays = 60;

    private const int AskedDays = 180;

    private const int FewestForAsking = 3;

    private const int FewestForReferring = 5;

    private const double LoyalFrom = 70;

    private const double PraiseFrom = 0.75;

    private static readonly string[] Wronged = [SignKinds.Complaint, SignKinds.Late, SignKinds.Falling, SignKinds.Unhappy];

    /// <summary>What to do, the most urgent first; nothing is an answer.</summary>
    public IReadOnlyList<ActionProposal> For(in Behaviour behaviour, in CustomerOutlook outlook, IReadOnlyList<Sign> signs)
    {
        ReadOnlySpan<ActionProposal?> considered = signs.Count == 0
            ? [Thank(behaviour), Welcome(behaviour), Refer(behaviour, outlook), Ask(behaviour)]
            : [Apologise(behaviour, signs), Return(behaviour, signs), AskWhy(signs)];
        List<ActionProposal>? proposals = null;
        foreach (var proposal in considered)
        {
            if (proposal is not null)
            {
                (proposals ??= []).Add(proposal);
            }
        }

        return proposals switch
        {
            null => [],
            { Count: 1 } => proposals,
            _ => [.. proposals.OrderByDescending(proposal => proposal.Priority).Take(Most)],
        };
    }

    private static ActionProposal? Apologise(in Behaviour behaviour, IReadOnlyList<Sign> signs)
    {
        var asOf = behaviour.AsOf;
        return signs.Where(sign => sign.Severity >= 2 && Wronged.Contains(sign.Kind) && asOf - sign.Since <= ApologyDays).MaxBy(sign => (sign.Severity, -Array.IndexOf(Wronged, sign.Kind))) is { } wrong
            ? new ActionProposal(ActionKinds.Apologise, wrong.Kind, wrong.Numbers, 6 + wrong.Severity)
            : null;
    }

    /// <summary>Who has gone silent is called if they are dear, and else gets a reason to return.</summary>
    private ActionProposal? Return(in Behaviour behaviour, IReadOnlyList<Sign> signs) =>
        signs.FirstOrDefault(sign => sign.Kind is SignKinds.Silence && sign.Severity > 0) is not { } silence ? null
            : behaviour.YearValue >= dearFrom ? new ActionProposal(ActionKinds.Call, silence.Kind, silence.Numbers, 5 + silence.Severity)
            : new ActionProposal(ActionKinds.WinBack, silence.Kind, silence.Numbers, 2 + silence.Severity);

    private static ActionProposal? AskWhy(IReadOnlyList<Sign> signs) =>
        signs.FirstOrDefault(sign => sign.Kind is SignKinds.Troubles && sign.Severity > 1) is { } troubles
            ? new ActionProposal(ActionKinds.AskWhy, troubles.Kind, troubles.Numbers, 3 + troubles.Severity)
            : null;

    private static ActionProposal? Thank(in Behaviour behaviour) =>
        behaviour is { LastScore: >= PraiseFrom and var praise, LastScored: { } on } && behaviour.AsOf - on <= FreshDays
            ? new ActionProposal(ActionKinds.Thank, "praise", [10 * praise, on.Number], 4)
            : null;

    private static ActionProposal? Welcome(in Behaviour behaviour) =>
        behaviour.PurchaseDays == 1 && behaviour.DaysSince < FreshDays ? new ActionProposal(ActionKinds.Welcome, "first", [behaviour.First.Number], 3) : null;

    private static ActionProposal? Refer(in Behaviour behaviour, in CustomerOutlook outlook) =>
        outlook is { Quadrant: "true", LoyaltyIndex: >= LoyalFrom } && behaviour.PurchaseDays >= FewestForReferring
            ? new ActionProposal(ActionKinds.Refer, "loyal", [behaviour.PurchaseDays, outlook.LoyaltyIndex], 2)
            : null;

    private static ActionProposal? Ask(in Behaviour behaviour) =>
        behaviour.PurchaseDays >= FewestForAsking && behaviour.DaysSince < FreshDays && (behaviour.LastScored is not { } asked || behaviour.AsOf - asked > AskedDays)
            ? new ActionProposal(ActionKinds.Ask, "unasked", [behaviour.PurchaseDays], 1)
            : null;
}
