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
        var proposals = new List<ActionProposal>();
        if (signs.Count == 0)
        {
            AddFriendly(proposals, behaviour, outlook);
        }
        else
        {
            AddUrgent(proposals, behaviour, signs);
        }

        return proposals.Count < 2 ? proposals : [.. proposals.OrderByDescending(proposal => proposal.Priority).Take(Most)];
    }

    private void AddUrgent(List<ActionProposal> proposals, in Behaviour behaviour, IReadOnlyList<Sign> signs)
    {
        var asOf = behaviour.AsOf;
        if (signs.Where(sign => sign.Severity >= 2 && Wronged.Contains(sign.Kind) && asOf - sign.Since <= ApologyDays).MaxBy(sign => (sign.Severity, -Array.IndexOf(Wronged, sign.Kind))) is { } wrong)
        {
            proposals.Add(new ActionProposal(ActionKinds.Apologise, wrong.Kind, wrong.Numbers, 6 + wrong.Severity));
        }

        if (signs.FirstOrDefault(sign => sign.Kind is SignKinds.Silence && sign.Severity > 0) is { } silence)
        {
            proposals.Add(behaviour.YearValue >= dearFrom
                ? new ActionProposal(ActionKinds.Call, silence.Kind, silence.Numbers, 5 + silence.Severity)
                : new ActionProposal(ActionKinds.WinBack, silence.Kind, silence.Numbers, 2 + silence.Severity));
        }

        if (signs.FirstOrDefault(sign => sign.Kind is SignKinds.Troubles && sign.Severity > 1) is { } troubles)
        {
            proposals.Add(new ActionProposal(ActionKinds.AskWhy, troubles.Kind, troubles.Numbers, 3 + troubles.Severity));
        }
    }

    private static void AddFriendly(List<ActionProposal> proposals, in Behaviour behaviour, in CustomerOutlook outlook)
    {
        if (behaviour is { LastScore: >= PraiseFrom and var praise, LastScored: { } on } && behaviour.AsOf - on <= FreshDays)
        {
            proposals.Add(new ActionProposal(ActionKinds.Thank, "praise", [10 * praise, on.Number], 4));
        }

        if (behaviour.PurchaseDays == 1 && behaviour.DaysSince < FreshDays)
        {
            proposals.Add(new ActionProposal(ActionKinds.Welcome, "first", [behaviour.First.Number], 3));
        }

        if (outlook is { Quadrant: "true", LoyaltyIndex: >= LoyalFrom } && behaviour.PurchaseDays >= FewestForReferring)
        {
            proposals.Add(new ActionProposal(ActionKinds.Refer, "loyal", [behaviour.PurchaseDays, outlook.LoyaltyIndex], 2));
        }

        if (behaviour.PurchaseDays >= FewestForAsking && behaviour.DaysSince < FreshDays && (behaviour.LastScored is not { } asked || behaviour.AsOf - asked > AskedDays))
        {
            proposals.Add(new ActionProposal(ActionKinds.Ask, "unasked", [behaviour.PurchaseDays], 1));
        }
    }
}
