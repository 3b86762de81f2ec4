using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty;

/// <summary>Loyalty's part in intake: points follow orders and facts in the same transaction.</summary>
internal sealed class LoyaltyParticipant(ProgrammeStore programmes, CriteriaLanguage language, Database database, PointsClock pointsClock, TimeProvider clock) : IntakeParticipant
{
    private readonly SharedLimits limits = new();

    /// <summary>The participant's name.</summary>
    public const string Module = "loyalty";

    /// <inheritdoc/>
    public override string Name => Module;

    /// <inheritdoc/>
    public override ParticipantGroup Load(WriteTransaction transaction, IntakeScope scope)
    {
        if (!scope.Requests.Any(IsOfNow))
        {
            // History earns nothing; an import need not know what anybody has.
            return new Nothing();
        }

        var history = programmes.Current(transaction);
        if (history.Newest == 0 && !scope.Requests.OfType<RecordFact>().Any(request => request.IsOwn))
        {
            // Nobody has anything, and nobody asks for it.
            return new Nothing();
        }

        var named = NamedOrders.Load(transaction, scope);
        var loader = new MemberLoader(transaction, scope with { Orders = [.. scope.Orders.Union(named.Stored)] }, history);
        var books = loader.Load();
        var today = scope.Business.Calendar.DayOf(scope.Now);
        var present = history.InForce(today);
        var wants = new SharedDemand(history, present, today).Of(scope, books);
        var shared = limits.Load(transaction, wants);
        var subjects = history.AskAboutCustomers || (history.RewardsAskAboutCustomers && SharedDemand.MayTakeRewards(scope, present))
            ? language.Load(database, scope.Customers).ToDictionary(subject => subject.Customer)
            : [];
        return new Group(new MemberDecision(scope.Business, history, scope.Now, customer => subjects.GetValueOrDefault(customer), pointsClock.ExpiryDay, named, shared.Book), named, books, limits, shared, scope, clock);
    }

    /// <inheritdoc/>
    public override void Erase(WriteTransaction transaction, CustomerId customer)
    {
        var who = new { customer = customer.Value };
        transaction.Execute("UPDATE ledger_transaction SET salt = NULL WHERE customer_id = @customer", who);
        transaction.Execute("DELETE FROM member_link_lookup WHERE customer_id = @customer", who);
        transaction.Execute("DELETE FROM member_number_lookup WHERE customer_id = @customer", who);
        transaction.Execute("UPDATE gift SET note = NULL, reason = NULL WHERE customer_id = @customer", who);
        transaction.Execute("DELETE FROM approval_member WHERE customer_id = @customer", who);
        transaction.Execute("DELETE FROM member_code WHERE customer_id = @customer", who);
    }

    /// <inheritdoc/>
    public override void Settle(WriteTransaction transaction, IntakeScope scope)
    {
        var history = programmes.Current(transaction);
        var decision = new MemberDecision(scope.Business, history, scope.Now, _ => null, pointsClock.ExpiryDay);
        var writer = new MemberWriter();
        var messages = new List<OutboxMessage>();
        foreach (var book in new MemberLoader(transaction, scope, history).LoadLedgers().Values)
        {
            if (decision.Settle(book) is not { } settled)
            {
                continue;
            }

            if (settled.NeedsFact)
            {
                messages.Add(new OutboxMessage(Uuid.New(clock), PointsFacts.Settled, book.Customer, "{}", scope.Now));
            }
            else
            {
                writer.Add(settled.Effects);
            }
        }

        writer.Write(transaction);
        Outbox.Enqueue(transaction, messages);
    }

    private static bool IsOfNow(IntakeRequest request) => request is RecordOrder { Origin: Origin.Live } or RecordFact { Origin: Origin.Live };

    /// <summary>Nothing can follow.</summary>
    private sealed class Nothing : ParticipantGroup
    {
        /// <inheritdoc/>
        public override ParticipantDecision? Decide(RecordedChange change) => null;

        /// <inheritdoc/>
        public override void Accept(object effects)
        {
        }

        /// <inheritdoc/>
        public override void Write(WriteTransaction transaction)
        {
        }
    }

    private sealed class Group(MemberDecision decision, NamedOrders named, Dictionary<CustomerId, MemberBook> books, SharedLimits limits, SharedGroup shared, IntakeScope scope, TimeProvider clock) : ParticipantGroup
    {
        private readonly HashSet<OrderId> known = [.. scope.Orders.Select(order => order.Order)];

        private readonly MemberWriter writer = new();

        private readonly List<OutboxMessage> messages = [];

        /// <inheritdoc/>
        public override ParticipantDecision? Decide(RecordedChange change)
        {
            var book = books.GetValueOrDefault(change.Customer) ?? new MemberBook(change.Customer);
            var others = (change.Fact is { } fact && PointsCommands.Concern(fact.Kind)) || change.Order is { Points.Count: > 0 } or { ReturnOf: not null }
                ? OthersOf(change.Customer).ToList()
                : [];
            var decided = decision.Decide(book, change, change.OrderId is { } order && !known.Add(order), others);
            if (change is { Order: { } told, OrderId: { } id } && decided?.Refusal is null)
            {
                named.Tell(change.Customer, id, told);
            }

            return decided;
        }

        /// <inheritdoc/>
        public override void Accept(object effects)
        {
            var decided = (MemberEffects)effects;
            shared.Book.Accept(decided.Ledger.Shared);
            foreach (var touched in decided.Gathered.Append(decided))
            {
                books[touched.Ledger.Book.Customer] = touched.Ledger.Book;
                writer.Add(touched);
                TellOthers(touched);
            }

            if (decided.NeedsFact)
            {
                messages.Add(new OutboxMessage(Uuid.New(clock), PointsFacts.Settled, decided.Ledger.Book.Customer, "{}", scope.Now));
            }

            if (decided.Referred is { } news)
            {
                var kind = news.IsTakenBack ? PointsFacts.FriendReturned : PointsFacts.FriendBought;
                messages.Add(new OutboxMessage(Uuid.New(clock), kind, news.To, new PointsCommand { Order = news.Order.Value, Unit = news.Unit, Points = news.Points, From = news.From }.Write(), scope.Now));
            }

            foreach (var sent in decided.Sent)
            {
                var command = new PointsCommand { Unit = sent.Unit, Lots = sent.Lots, Other = decided.Ledger.Book.Customer.Value };
                messages.Add(new OutboxMessage(
                    Uuid.New(clock), PointsFacts.Received, sent.To, command.Write(), scope.Now));
            }
        }

        /// <summary>Levels and limits are the person's: what counts in one record counts in the others.</summary>
        private void TellOthers(MemberEffects touched)
        {
            foreach (var other in OthersOf(touched.Ledger.Book.Customer))
            {
                other.CountOther(touched.Before, touched.Ledger.Book);
            }
        }

        /// <summary>The person's other records.</summary>
        private IEnumerable<MemberBook> OthersOf(CustomerId customer) =>
            scope.RecordsOf(customer).Where(record => record != customer).Select(record => books.GetValueOrDefault(record)).OfType<MemberBook>();

        /// <inheritdoc/>
        public override void Write(WriteTransaction transaction)
        {
            writer.Write(transaction);
            if (messages.Count > 0)
            {
                Outbox.Enqueue(transaction, messages);
            }

            // Last, for others wait for these rows until the commit.
            limits.Write(transaction, shared);
        }
    }
}
