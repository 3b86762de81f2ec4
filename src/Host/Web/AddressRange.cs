using System.Net;
using System.Net.Sockets;

namespace Regulars.Host.Web;

/// <summary>Whose requests are counted together: whoever has one IPv6 address has a whole range of them.</summary>
internal static class AddressRange
{
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address, also one that is written as IPv6; of any other IPv6 address its first 64 bits. Empty when there is none.</summary>
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <inheritdoc cref="Of(HttpContext)"/>
    public static string Of(IPAddress? address)
    {
        if (address is null || address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address?.ToString() ?? "";
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes));
    }
}
