namespace Regulars.Journal.Contracts;

/// <summary>The people who sign in to the console, so that modules can let one of them own something.</summary>
public abstract class Colleagues
{
    /// <summary>Everybody who may sign in, by name.</summary>
    public abstract IReadOnlyList<Colleague> All();
}

/// <summary>Somebody who signs in.</summary>
/// <param name="Id">Identifies the account.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">The address by which they sign in.</param>
public sealed record Colleague(Guid Id, string Name, string Email);
