using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Forgets a person with all the records merged into one: what is personal goes, sums stay.</summary>
internal static class Erasure
{
    private static readonly string[] PersonalTables =
    [
        "identity", "identity_lookup", "customer_profile", "customer_attribute", "consent",
        "customer_search_lookup", "merge_proposal", "outbox",
    ];

    public static IntakeAnswer Run(WriteTransaction transaction, IntakeContext context, EraseCustomer erase)
    {
        if (AdministrativeStep.Root(transaction, erase.Customer) is not { } root)
        {
            return IntakeAnswer.Refused("customer.unknown", "There is no such customer.", "customer");
        }

        var members = transaction.Query<Guid>("SELECT customer_id FROM customer WHERE group_id = @root", new { root = root.Value });
        foreach (var member in members)
        {
            EraseRecord(transaction, context, member);
            foreach (var participant in context.Participants)
            {
                participant.Erase(transaction, new CustomerId(member));
            }

            context.Erased.Add(new CustomerId(member));
        }

        return AdministrativeStep.Finish(transaction, context, root, [root], FactKinds.CustomerErased);
    }

    private static void EraseRecord(WriteTransaction transaction, IntakeContext context, Guid member)
    {
        var identities = transaction.Query<IdentityRow>("SELECT kind AS Kind, value AS Value FROM identity WHERE customer_id = @member", new { member });
        Suppression.Add(
            transaction,
            context.Erasures,
            identities.Select(row => new IdentityValue((IdentityKind)row.Kind, row.Value)),
            context.Now);
        foreach (var table in PersonalTables)
        {
            transaction.Execute($"DELETE FROM {table} WHERE customer_id = @member", new { member });
        }

        transaction.Execute("DELETE FROM request_lookup WHERE customer_id = @member", new { member });
        transaction.Execute(
            "DELETE FROM request_lookup WHERE (source_id, request_key) IN (SELECT f.source_id, f.request_key FROM fact f WHERE f.customer_id = @member AND f.request_key IS NOT NULL)",
            new { member });
        transaction.Execute("UPDATE fact SET content = NULL, request_key = NULL WHERE customer_id = @member AND coalesce(content, request_key) IS NOT NULL", new { member });
        transaction.Execute("DELETE FROM merge_proposal WHERE other_id = @member", new { member });
        transaction.Execute("UPDATE customer SET erased_at = @at WHERE customer_id = @member", new { at = context.Now.Microseconds, member });
        transaction.Execute("UPDATE customer_list SET name = NULL, sort_name = '' WHERE customer_id = @member", new { member });
    }

    private sealed class IdentityRow
    {
        public int Kind { get; init; }

        public string Value { get; init; } = "";
    }
}
