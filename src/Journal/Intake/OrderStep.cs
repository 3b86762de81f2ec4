using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Makes the told state of orders true: decides the difference to what is stored and gathers what it changes.</summary>
internal sealed class OrderStep(IntakeContext context, Books books, CustomerStep customers, FactStep facts, Effects effects)
{
    /// <summary>Below it, sharing the work out costs more than it saves.</summary>
    private const int WorthSharing = 512;

    private readonly Dictionary<RecordOrder, PreparedOrder> prepared = new(ReferenceEqualityComparer.Instance);

    private StoredOrders stored = null!;

    /// <summary>Works out each order's figures and loads what is stored under its number. An order that cannot be worked out fails later, alone.</summary>
    public void Load(WriteTransaction transaction, IReadOnlyList<RecordOrder> requests)
    {
        var worked = new PreparedOrder?[requests.Count];
        if (requests.Count < WorthSharing)
        {
            PrepareRange(requests, worked, 0, requests.Count);
        }
        else
        {
            // Every number is given by now, so that orders are worked out side by side without writing anything shared.
            Parallel.ForEach(
                System.Collections.Concurrent.Partitioner.Create(0, requests.Count),
                range => PrepareRange(requests, worked, range.Item1, range.Item2));
        }

        for (var i = 0; i < worked.Length; i++)
        {
            if (worked[i] is { } order)
            {
                prepared[requests[i]] = order;
            }
        }

        stored = StoredOrders.Load(transaction, prepared.Values);
    }

    /// <summary>Once the books are locked, nobody else changes their orders: until then somebody may have. An order that came into being
    /// meanwhile for a customer who is not locked stays out; its number is taken when it is written, and the group is decided anew.</summary>
    public void LoadAgain(WriteTransaction transaction)
    {
        if (stored.Customers.Any())
        {
            stored = StoredOrders.Load(transaction, prepared.Values, customer => books.Find(customer) is not null);
        }
    }

    /// <summary>The customers whose orders are stored under the given numbers.</summary>
    public IEnumerable<CustomerId> Customers => stored.Customers;

    /// <summary>The orders that are stored under the given numbers.</summary>
    public IEnumerable<(CustomerId Customer, OrderId Order)> Stored => stored.Orders;

    public IntakeAnswer Record(RecordOrder request)
    {
        var input = request.Order;
        var order = prepared.TryGetValue(request, out var ready) ? ready : Prepare(input, new OrderDocument());
        var before = stored.Find(order.Number);
        var found = customers.Find(input.Customer, input.Source);
        if (found.Refusal is { } refusal)
        {
            return new IntakeAnswer(IntakeStatus.Refused, null, null, null, refusal);
        }

        if (before?.Customer is { } owner)
        {
            var book = books.Find(owner)!;
            if (found.Book is { } other && other.Group != book.Group)
            {
                return IntakeAnswer.Refused("order.other_customer", $"Order {input.Number} belongs to another customer already.", "customer");
            }

            found = found with { Book = book };
        }

        if (found.Book is null)
        {
            return RecordAnonymous(input, order, before);
        }

        if (before?.Customer is not null && (before.Hash.AsSpan().SequenceEqual(order.Hash) || IsStale(before, input)))
        {
            customers.Accept(found, input.Customer, input.Source);
            return new IntakeAnswer(IntakeStatus.Unchanged, found.Book.Customer, before.Order, found.Book.Version, null);
        }

        return RecordChange(request, order, before, found);
    }

    private static bool IsStale(StoredOrder before, OrderInput input) => input.ChangedAt is { } changed && before.ChangedAt > changed;

    private IntakeAnswer RecordChange(RecordOrder request, PreparedOrder order, StoredOrder? before, FoundCustomer found)
    {
        var input = request.Order;
        var book = found.Book!;
        var id = before?.Order ?? new OrderId(Uuid.New(context.Clock));
        var figures = before?.Customer is null ? OrderFigures.None : before.Figures;
        var decided = facts.Place(book, request.Origin, id, OrderDecision.Decide(
            figures, order.Figures, input.PlacedAt, input.ReturnedAt, input.ChangedAt ?? context.Now));
        var followUps = facts.Follow(new RecordedChange(book.Customer, request.Origin, book.Version + decided.Count, books.OrdersOf(book), decided) { Order = input, OrderId = id });
        if (followUps.Refusal is { } refusal)
        {
            return new IntakeAnswer(IntakeStatus.Refused, null, null, null, refusal);
        }

        book.Apply(figures, order.Figures);
        customers.Accept(found, input.Customer, input.Source);
        effects.AddOrder(book.Customer, figures, order.Figures);
        effects.Touched.Add(book);
        effects.Resummed.Add(book);
        var isNew = before?.Customer is null || (effects.Orders.TryGetValue(id, out var earlier) && earlier.IsNew);
        var row = new OrderRow(book.Customer, id, input, order.Figures, order.Place, order.Hash, Cost(input), order.Document, isNew);
        effects.Orders[id] = row;
        if (before is { Customer: null })
        {
            effects.AnonymousSales.Remove(order.Number);
            effects.ClaimedSales.Add(row);
        }

        stored.Keep(order.Number, new StoredOrder(book.Customer, id, order.Figures, order.Hash, input.ChangedAt, input.Rate));
        var version = book.Version + decided.Count;
        facts.Accept(book, decided, followUps, new FactSource(found.Identity, order.Place, input.Currency.Code, input.Rate, null, request.Key?.Key));
        return new IntakeAnswer(IntakeStatus.Recorded, book.Customer, id, version, null) { Effects = followUps.Answer };
    }

    private IntakeAnswer RecordAnonymous(OrderInput input, PreparedOrder order, StoredOrder? before)
    {
        if (before is not null && before.Hash.AsSpan().SequenceEqual(order.Hash))
        {
            return new IntakeAnswer(IntakeStatus.Unchanged, null, null, null, null);
        }

        effects.AnonymousSales[order.Number] = new AnonymousSaleRow(input, order.Figures, order.Place, order.Hash, order.Document);
        stored.Keep(order.Number, new StoredOrder(null, null, order.Figures, order.Hash, input.ChangedAt, input.Rate));
        return new IntakeAnswer(IntakeStatus.Recorded, null, null, null, null);
    }

    /// <summary>An order whose sums do not fit stays out: it is told when its turn comes, where it is worked out again.</summary>
    private void PrepareRange(IReadOnlyList<RecordOrder> requests, PreparedOrder?[] worked, int from, int to)
    {
        var documents = new OrderDocument();
        for (var i = from; i < to; i++)
        {
            try
            {
                worked[i] = Prepare(requests[i].Order, documents);
            }
            catch (OverflowException)
            {
                worked[i] = null;
            }
        }
    }

    private PreparedOrder Prepare(OrderInput order, OrderDocument documents)
    {
        var dimensions = context.Dimensions;
        var place = new OrderPlace(
            dimensions.Of(DimensionKinds.Source, order.Source),
            dimensions.Of(DimensionKinds.Store, order.Store),
            dimensions.Of(DimensionKinds.Channel, order.Channel),
            dimensions.Of(DimensionKinds.Staff, order.Staff),
            dimensions.Of(DimensionKinds.Country, order.Country));
        var document = documents.Write(order, dimensions);
        var calendar = context.Business.Calendar;
        var day = calendar.DayOf(order.PlacedAt);
        var returnedDay = order.ReturnedAt is { } returned ? calendar.DayOf(returned) : day;
        return new PreparedOrder(
            new OrderNumber(place.Source, place.Store, order.Number),
            place,
            OrderFigures.Of(order, day, returnedDay, place, code => dimensions.Of(DimensionKinds.Category, code)),
            document,
            documents.Hash(order, document));
    }

    private static long? Cost(OrderInput order)
    {
        long cost = 0;
        var known = false;
        foreach (var line in order.Lines)
        {
            known |= line.Cost is not null;
            cost += line.Cost ?? 0;
        }

        return known ? cost : null;
    }
}

/// <summary>An order as it was told, worked out.</summary>
internal sealed record PreparedOrder(OrderNumber Number, OrderPlace Place, OrderFigures Figures, string Document, byte[] Hash);
