using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Connect.Assistants;

/// <summary>Lists and runs the tools that modules offer to assistants, for whoever's key the assistant holds.</summary>
internal static class AssistantDoor
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tools that the caller may use; the others are not told of.</summary>
    public static ValueTask<ListToolsResult> List(RequestContext<ListToolsRequestParams> context, CancellationToken cancellation) =>
        ValueTask.FromResult(new ListToolsResult { Tools = [.. Allowed(context.Services, context.User).Select(Described)] });

    /// <summary>Runs a tool; a refusal is an answer that says what would be right.</summary>
    public static async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellation)
    {
        var tool = Allowed(context.Services, context.User).FirstOrDefault(tool => tool.Name == context.Params?.Name);
        if (tool is null)
        {
            return Said(new Refusal("tool.unknown", "There is no such tool, or the key does not permit it."), isError: true);
        }

        var inputs = new Dictionary<string, JsonElement>(context.Params?.Arguments ?? new Dictionary<string, JsonElement>(), StringComparer.Ordinal);
        if (tool.Inputs.FirstOrDefault(input => input.IsRequired && !inputs.ContainsKey(input.Name)) is { } missing)
        {
            return Said(new Refusal("tool.input_missing", $"Tell '{missing.Name}': {missing.Description}", missing.Name), isError: true);
        }

        var answer = await tool.Run(new AssistantCall(context.Services!, context.User!, inputs));
        return answer.Refusal is { } refusal ? Said(refusal, isError: true) : Said(answer.Value!, isError: false);
    }

    private static IEnumerable<AssistantTool> Allowed(IServiceProvider? services, ClaimsPrincipal? user) =>
        services is null || user is null ? [] : services.GetServices<AssistantTool>().Where(tool => tool.Permissions.All(permission => user.HasClaim(AccessClaims.Permission, permission)));

    private static Tool Described(AssistantTool tool) => new()
    {
        Name = tool.Name,
        Description = tool.Description,
        InputSchema = JsonSerializer.SerializeToElement(Schema(tool)),
        Annotations = new ToolAnnotations { ReadOnlyHint = !tool.Writes, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
    };

    private static JsonObject Schema(AssistantTool tool)
    {
        var properties = new JsonObject();
        foreach (var input in tool.Inputs)
        {
            properties.Add(input.Name, new JsonObject { ["type"] = input.Type, ["description"] = input.Description });
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. tool.Inputs.Where(input => input.IsRequired).Select(input => JsonValue.Create(input.Name))]),
            ["additionalProperties"] = false,
        };
    }

    private static CallToolResult Said(object answer, bool isError) =>
        new() { Content = [new TextContentBlock { Text = JsonSerializer.Serialize(answer, Written) }], IsError = isError };
}
