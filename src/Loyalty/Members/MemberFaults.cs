using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Loyalty.Members;

/// <summary>The texts that say why a row of members was not taken, and what would make it right.</summary>
public static class MemberFaults
{
    private static readonly HashSet<string> Known =
    [
        "unit", "balance", "below_zero", "decimals", "date", "earned_later", "expired", "level", "nobody", "name", "not_decided", "differs",
    ];

    /// <summary>The key of the text that says why.</summary>
    public static string Reason(string code) => $"members.fault.{Word(code)}";

    /// <summary>The key of the text that says what would make it right.</summary>
    public static string Cure(string code) => $"members.cure.{Word(code)}";

    /// <summary>Why a whole file cannot be read.</summary>
    public static string Said(Reader reader, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Code switch
        {
            "members.no_identity" => reader.Text("members.refused.no_identity", refusal.Place ?? ""),
            "members.no_balance" => reader.Text("members.refused.no_balance", refusal.Place ?? ""),
            "members.torn" => reader.Text("members.refused.torn", refusal.Place ?? ""),
            "programme.none" => reader.Text("members.refused.no_programme"),
            _ => reader.Text("members.refused.unreadable"),
        };
    }

    /// <summary>What the journal refuses is said in one sentence: the identities or the name cannot be kept.</summary>
    private static string Word(string code) => code.Split('.') is ["members", var word] && Known.Contains(word) ? word : "refused";
}
