using System.Data.Common;
using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>A group of requests on its way through one transaction: answer repeats, identify, load, decide one after another, write.</summary>
internal sealed class IntakeGroup
{
    private readonly WriteTransaction transaction;

    private readonly IntakeContext context;

    private readonly Effects effects = new();

    private readonly Books books;

    private readonly CustomerStep customers;

    private readonly FactStep facts;

    private readonly OrderStep orders;

    private Repeats repeats = Repeats.None;

    public IntakeGroup(WriteTransaction transaction, IntakeContext context)
    {
        this.transaction = transaction;
        this.context = context;
        books = new Books(context.Clock, context.Now);
        customers = new CustomerStep(context, books, effects);
        facts = new FactStep(context, effects);
        orders = new OrderStep(context, books, customers, facts, effects);
    }

    public IReadOnlyList<IntakeOutcome> Run(IReadOnlyList<IntakeRequest> requests)
    {
        Load(requests);
        var outcomes = new IntakeOutcome[requests.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Answer(requests[i]);
        }

        EffectsWriter.Write(transaction, effects, context.Now);
        context.Changed.UnionWith(effects.Facts.Select(fact => fact.Customer));
        context.Changed.UnionWith(effects.Touched.Select(book => book.Customer));
        foreach (var (_, participant) in facts.Participants)
        {
            participant.Write(transaction);
        }

        return outcomes;
    }

    private void Load(IReadOnlyList<IntakeRequest> requests)
    {
        foreach (var request in requests)
        {
            context.Dimensions.Want(request);
        }

        context.Dimensions.Resolve(transaction);
        repeats = Repeats.Load(transaction, context, requests);
        customers.Load(transaction, requests.Select(NamedCustomer).Where(named => named.Customer is not null).Select(named => (named.Customer!, named.Source)));
        orders.Load(transaction, [.. requests.OfType<RecordOrder>()]);
        books.Load(transaction, requests.Select(GivenCustomer).OfType<CustomerId>().Concat(orders.Customers));
        if (transaction.Engine is Engine.PostgreSql)
        {
            orders.LoadAgain(transaction);
        }

        if (context.Participants.Count > 0)
        {
            if (requests.Any(MayHaveEffects))
            {
                books.LoadPersons(transaction);
            }

            var scope = new IntakeScope(context.Business, context.Now, [.. books.Customers], [.. orders.Stored], requests, books.Persons);
            facts.Participants = [.. context.Participants.Select(participant => (participant.Name, participant.Load(transaction, scope)))];
        }
    }

    /// <summary>Decides one request. A decision that throws fails alone, for nothing is changed before it is complete.</summary>
    private IntakeOutcome Answer(IntakeRequest request)
    {
        try
        {
            if (repeats.Find(request) is { } repeated)
            {
                return new IntakeOutcome(repeated, null);
            }

            var told = effects.Facts.Count;
            var answer = request switch
            {
                RecordOrder order => orders.Record(order),
                RecordFact fact => RecordFact(fact),
                SaveCustomer save => SaveCustomer(save),
                RecordConsent consent => RecordConsent(consent),
                _ => throw new InvalidOperationException($"{request.GetType().Name} is not decided in a group."),
            };
            repeats.Keep(request, answer, effects, told);
            return new IntakeOutcome(answer, null);
        }
        catch (Exception error) when (error is not DbException)
        {
            return new IntakeOutcome(null, error);
        }
    }

    private IntakeAnswer RecordFact(RecordFact request)
    {
        var input = request.Fact;
        var found = customers.Find(input.Customer, input.Source);
        if (Refuse(found) is { } refused)
        {
            return refused;
        }

        var book = PersonOf(found.Book!, request);
        var amount = input.Amount is { } minor ? decimal.ToInt64(decimal.Round(minor * input.Rate, 0, MidpointRounding.ToEven)) : (long?)null;
        var decided = facts.Place(book, request.Origin, input.Kind, input.OccurredAt, amount);
        var followUps = facts.Follow(new RecordedChange(book.Customer, request.Origin, book.Version + 1, books.OrdersOf(book), decided) { Fact = input });
        if (followUps.Refusal is { } refusal)
        {
            return new IntakeAnswer(IntakeStatus.Refused, null, null, null, refusal);
        }

        customers.Accept(found, input.Customer, input.Source);
        facts.Accept(book, decided, followUps, new FactSource(found.Identity, Place(input), input.Currency?.Code, input.Rate, input.Content, request.Key?.Key));
        return new IntakeAnswer(IntakeStatus.Recorded, book.Customer, null, decided[^1].Version, null) { Effects = followUps.Answer };
    }

    /// <summary>What happens now may have effects, which are the person's whichever record showed itself; the past has none.</summary>
    private static bool MayHaveEffects(IntakeRequest request) => request is RecordFact { IsOwn: true } or RecordFact { Origin: Origin.Live } or RecordOrder { Origin: Origin.Live };

    /// <summary>What a module itself records is about the person: it goes to the record that stands for them.</summary>
    private CustomerBook PersonOf(CustomerBook book, RecordFact request) =>
        request.IsOwn && book.Group != book.Customer && books.Find(book.Group) is { IsErased: false } root ? root : book;

    private IntakeAnswer SaveCustomer(SaveCustomer request)
    {
        var found = customers.Find(request.Customer, request.Source);
        if (Refuse(found) is { } refused)
        {
            return refused;
        }

        customers.Accept(found, request.Customer, request.Source);
        return new IntakeAnswer(IntakeStatus.Recorded, found.Book!.Customer, null, found.Book.Version, null);
    }

    private IntakeAnswer RecordConsent(RecordConsent request)
    {
        if (books.Find(request.Customer) is not { IsErased: false } book)
        {
            return IntakeAnswer.Refused("customer.unknown", "There is no such customer.", "customer");
        }

        var source = context.Dimensions.Of(DimensionKinds.Source, request.Source);
        var kind = request.IsGranted ? FactKinds.ConsentGranted : FactKinds.ConsentWithdrawn;
        var decided = facts.Place(book, request.Origin, kind, context.Now, null);
        var followUps = facts.Follow(new RecordedChange(book.Customer, request.Origin, book.Version + 1, books.OrdersOf(book), decided));
        var content = JsonSerializer.Serialize(new ConsentContent(request.Purpose, request.Channel, request.Wording), JournalJson.Default.ConsentContent);
        facts.Accept(book, decided, followUps, new FactSource(null, new OrderPlace(source, 0, 0, 0, 0), null, 1, content, request.Key?.Key));
        effects.Consents[(request.Customer, request.Purpose, request.Channel)] = new ConsentRow(request, source, context.Now);
        return new IntakeAnswer(IntakeStatus.Recorded, book.Customer, null, book.Version, null);
    }

    private static IntakeAnswer? Refuse(FoundCustomer found)
    {
        if (found.Refusal is { } refusal)
        {
            return new IntakeAnswer(IntakeStatus.Refused, null, null, null, refusal);
        }

        return found.Book is null ? IntakeAnswer.Refused("customer.erased", "This person asked to be forgotten.", "customer") : null;
    }

    private OrderPlace Place(FactInput input) => new(
        context.Dimensions.Of(DimensionKinds.Source, input.Source),
        context.Dimensions.Of(DimensionKinds.Store, input.Store),
        context.Dimensions.Of(DimensionKinds.Channel, input.Channel),
        context.Dimensions.Of(DimensionKinds.Staff, input.Staff),
        0);

    private static (CustomerInput? Customer, string Source) NamedCustomer(IntakeRequest request) => request switch
    {
        RecordOrder { Order: var order } => (order.Customer, order.Source),
        RecordFact { Fact: var fact } => (fact.Customer, fact.Source),
        SaveCustomer save => (save.Customer, save.Source),
        _ => (null, ""),
    };

    private static CustomerId? GivenCustomer(IntakeRequest request) =>
        request is RecordConsent consent ? consent.Customer : NamedCustomer(request).Customer?.Id;
}
