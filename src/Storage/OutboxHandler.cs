namespace Regulars.Storage;

/// <summary>Does what must follow a fact. A message may come twice; its id tells.</summary>
public abstract class OutboxHandler
{
    /// <summary>The kind of message it handles.</summary>
    public abstract string Kind { get; }

    /// <summary>Does it; false when it should be tried again later.</summary>
    public abstract Task<bool> HandleAsync(OutboxMessage message);
}
