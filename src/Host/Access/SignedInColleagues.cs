using Regulars.Journal.Contracts;

namespace Regulars.Host.Access;

/// <summary>The accounts that are not shut out, for modules that let somebody own something.</summary>
internal sealed class SignedInColleagues(Accounts accounts) : Colleagues
{
    /// <inheritdoc/>
    public override IReadOnlyList<Colleague> All() =>
        [.. accounts.All().Where(account => account.DisabledAt is null).Select(account => new Colleague(account.Id, account.Name, account.Email))];
}
