using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Requests done one by one: merging, undoing a merge, forgetting a person, doing what is due, noting how far an import has come.</summary>
internal static class AdministrativeStep
{
    private static readonly RowShape<CustomerId> Customers = new RowShape<CustomerId>().Id("customer_id", customer => customer.Value);

    public static IntakeOutcome Run(WriteTransaction transaction, IntakeContext context, IntakeRequest request) => new(
        request switch
        {
            LinkCustomers link => Link(transaction, context, link),
            UnlinkCustomer unlink => Unlink(transaction, context, unlink),
            EraseCustomer erase => Erasure.Run(transaction, context, erase),
            SettleCustomers settle => Settle(transaction, context, settle),
            NoteImportProgress progress => ImportProgress.Note(transaction, context, progress),
            _ => throw new InvalidOperationException($"{request.GetType().Name} is not an administrative request."),
        },
        null);

    private static IntakeAnswer Settle(WriteTransaction transaction, IntakeContext context, SettleCustomers settle)
    {
        // Locked in the order of their ids, as wherever books are loaded; of what is in them nothing is needed here.
        var customers = transaction.Read(
            "SELECT c.customer_id FROM customer c WHERE c.customer_id {one_of} (SELECT rows.customer_id FROM {rows}) ORDER BY c.customer_id {for_update}",
            Customers,
            [.. settle.Customers.Distinct()],
            row => new CustomerId(row.Id(0)));
        context.Participants.Single(participant => participant.Name == settle.Participant)
            .Settle(transaction, new IntakeScope(context.Business, context.Now, customers, [], [settle], new Dictionary<CustomerId, IReadOnlyList<CustomerId>>()));
        return new IntakeAnswer(IntakeStatus.Recorded, null, null, null, null);
    }

    private static IntakeAnswer Link(WriteTransaction transaction, IntakeContext context, LinkCustomers link)
    {
        var customer = Root(transaction, link.Customer);
        var into = Root(transaction, link.Into);
        if (customer is null || into is null)
        {
            return IntakeAnswer.Refused("customer.unknown", "There is no such customer.", customer is null ? "customer" : "into");
        }

        if (customer == into)
        {
            return IntakeAnswer.Refused("customer.same", "These two are one customer already.", "into");
        }

        transaction.Execute(
            "UPDATE customer SET group_id = @into WHERE group_id = @customer",
            new { into = into.Value.Value, customer = customer.Value.Value });
        transaction.Execute(
            "INSERT INTO customer_link (customer_id, linked_at, into_id, linked_by) VALUES (@customer, @at, @into, @By)",
            new { customer = customer.Value.Value, at = context.Now.Microseconds, into = into.Value.Value, link.By });
        transaction.Execute(
            "UPDATE merge_proposal SET decided_at = @at WHERE (customer_id = @a AND other_id = @b) OR (customer_id = @b AND other_id = @a)",
            new { at = context.Now.Microseconds, a = link.Customer.Value, b = link.Into.Value });
        transaction.Execute("DELETE FROM customer_list WHERE customer_id = @customer", new { customer = customer.Value.Value });
        return Finish(transaction, context, customer.Value, [into.Value], FactKinds.CustomerMerged);
    }

    private static IntakeAnswer Unlink(WriteTransaction transaction, IntakeContext context, UnlinkCustomer unlink)
    {
        var open = transaction.QueryFirst<LinkRow>(
            "SELECT linked_at AS LinkedAt, into_id AS IntoId FROM customer_link WHERE customer_id = @customer AND unlinked_at IS NULL ORDER BY linked_at DESC",
            new { customer = unlink.Customer.Value });
        if (open is null)
        {
            return IntakeAnswer.Refused("customer.not_merged", "This record is not merged into another.", "customer");
        }

        transaction.Execute(
            "UPDATE customer_link SET unlinked_at = @at WHERE customer_id = @customer AND linked_at = @LinkedAt",
            new { at = context.Now.Microseconds, customer = unlink.Customer.Value, open.LinkedAt });
        transaction.Execute("UPDATE customer SET group_id = @customer WHERE customer_id = @customer", new { customer = unlink.Customer.Value });
        Regroup(transaction, unlink.Customer.Value);
        var former = Root(transaction, new CustomerId(open.IntoId)) ?? new CustomerId(open.IntoId);
        return Finish(transaction, context, unlink.Customer, [unlink.Customer, former], FactKinds.CustomerUnmerged);
    }

    /// <summary>Records that were merged into the one that now stands for itself go with it.</summary>
    private static void Regroup(WriteTransaction transaction, Guid root)
    {
        var waiting = new Queue<Guid>([root]);
        while (waiting.TryDequeue(out var into))
        {
            foreach (var member in transaction.Query<Guid>(
                "SELECT customer_id FROM customer_link WHERE into_id = @into AND unlinked_at IS NULL", new { into }))
            {
                transaction.Execute("UPDATE customer SET group_id = @root WHERE customer_id = @member", new { root, member });
                waiting.Enqueue(member);
            }
        }
    }

    internal static IntakeAnswer Finish(WriteTransaction transaction, IntakeContext context, CustomerId customer, IReadOnlyList<CustomerId> groups, string kind)
    {
        CustomerIndex.UpdateSums(transaction, groups);
        CustomerIndex.UpdateNames(transaction, groups);
        CustomerIndex.WantRefresh(transaction, groups, context.Now);
        var version = transaction.QueryFirst<long>(
            """
            INSERT INTO fact (customer_id, version, kind, origin, occurred_at, day, recorded_at, source_id, store_id, channel_id, staff_id)
            SELECT @customer, coalesce(max(f.version), 0) + 1, @kind, 0, @at, @day, @at, 0, 0, 0, 0 FROM fact f WHERE f.customer_id = @customer
            RETURNING version
            """,
            new { customer = customer.Value, kind, at = context.Now.Microseconds, day = context.Business.Calendar.DayOf(context.Now).Number });
        return new IntakeAnswer(IntakeStatus.Recorded, customer, null, version, null);
    }

    internal static CustomerId? Root(WriteTransaction transaction, CustomerId customer)
    {
        var group = transaction.QueryFirst<Guid?>(
            "SELECT group_id FROM customer WHERE customer_id = @customer AND erased_at IS NULL {for_update}", new { customer = customer.Value });
        return group is { } root ? new CustomerId(root) : null;
    }

    private sealed class LinkRow
    {
        public long LinkedAt { get; init; }

        public Guid IntoId { get; init; }
    }
}
