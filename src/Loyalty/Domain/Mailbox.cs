namespace Regulars.Loyalty.Domain;

/// <summary>The mailbox behind an e-mail address: several spellings reach the same one.</summary>
internal static class Mailbox
{
    private static readonly string[] WithoutDots = ["gmail.com", "googlemail.com"];

    /// <summary>The address without a +tag, in small letters; at Gmail also without dots.</summary>
    public static string Of(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1)
        {
            return address.ToLowerInvariant();
        }

        var (name, domain) = (address[..at].ToLowerInvariant().Split('+')[0], address[(at + 1)..].ToLowerInvariant());
        return WithoutDots.Contains(domain) ? $"{name.Replace(".", "", StringComparison.Ordinal)}@gmail.com" : $"{name}@{domain}";
    }
}
