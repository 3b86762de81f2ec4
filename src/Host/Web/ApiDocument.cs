using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Regulars.Host.Web;

/// <summary>The OpenAPI document: only the API, with how a caller shows its key.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Regulars",
                Version = "v1",
                Description = "Tell orders, facts and customers; read customers, segments and measures. Send the key of `regulars keys create` as a bearer token. "
                    + "Every write may be repeated: with the same Idempotency-Key it gets the first answer. Errors are RFC 9457 problem details with a stable `code`.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
