using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Loyalty.Log;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Features;

/// <summary>A page on which anybody verifies a receipt in their own browser; nothing is sent.</summary>
internal static class VerifyReceipt
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/log/verify", Show).AllowAnonymous().ExcludeFromDescription();

    private static RazorComponentResult Show(LedgerLog log) => new RazorComponentResult<VerifyPage>(new { Keys = log.VerifierKeys });
}
