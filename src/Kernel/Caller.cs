namespace Regulars.Kernel;

/// <summary>Who asks for something that not everybody may decide.</summary>
/// <param name="Name">The name that is written down; others may have the same.</param>
/// <param name="Person">The account, of a key the account that made it, or the key itself where no account did; null where nobody signed in.</param>
public readonly record struct Caller(string Name, Guid? Person);
