using System.Security.Claims;
using System.Text.Json;
using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>Something that an assistant may ask or do for a person, with that person's rights. Modules register theirs; Connect speaks the
/// protocol.</summary>
public sealed record AssistantTool
{
    /// <summary>Its name, in lower case with underscores; never changes once published.</summary>
    public required string Name { get; init; }

    /// <summary>When to use it and what it answers, for an assistant that knows nothing of the program.</summary>
    public required string Description { get; init; }

    /// <summary>Who does not have all of them neither sees the tool nor may use it.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether it changes anything.</summary>
    public bool Writes { get; init; }

    /// <summary>What it is told.</summary>
    public IReadOnlyList<AssistantInput> Inputs { get; init; } = [];

    /// <summary>Does it; the answer is written as JSON.</summary>
    public required Func<AssistantCall, Task<AssistantAnswer>> Run { get; init; }
}

/// <summary>What a tool answers: a value that is written as JSON, or why not.</summary>
/// <param name="Value">The value; null where it is refused.</param>
/// <param name="Refusal">Why not; null where there is a value.</param>
public sealed record AssistantAnswer(object? Value, Refusal? Refusal)
{
    /// <summary>Answers a value.</summary>
    public static AssistantAnswer Of(object value) => new(value, null);

    /// <summary>Answers a value at once.</summary>
    public static Task<AssistantAnswer> Now(object value) => Task.FromResult(Of(value));

    /// <summary>Refuses at once.</summary>
    public static Task<AssistantAnswer> Not(Refusal refusal) => Task.FromResult(new AssistantAnswer(null, refusal));

    /// <summary>Refuses.</summary>
    public static implicit operator AssistantAnswer(Refusal refusal) => new(null, refusal);
}

/// <summary>One thing that a tool is told.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">string or integer.</param>
/// <param name="Description">What it is, with an example.</param>
/// <param name="IsRequired">Whether the tool needs it.</param>
public sealed record AssistantInput(string Name, string Type, string Description, bool IsRequired = true);

/// <summary>A tool being used.</summary>
/// <param name="services">The services of the request.</param>
/// <param name="user">Who asks.</param>
/// <param name="inputs">What was told.</param>
public sealed class AssistantCall(IServiceProvider services, ClaimsPrincipal user, IReadOnlyDictionary<string, JsonElement> inputs)
{
    private const int LongestText = 500;

    /// <summary>The services of the request.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The name of who asks.</summary>
    public string By => user.Identity?.Name ?? "";

    /// <summary>A text that was told; empty when it was not.</summary>
    public Result<string> Text(string name) =>
        !inputs.TryGetValue(name, out var value) || value.ValueKind is JsonValueKind.Null ? ""
        : value.ValueKind is not JsonValueKind.String ? new Refusal("tool.input", "A text was expected.", name)
        : value.GetString() is { Length: <= LongestText } text ? text
        : new Refusal("tool.input", $"A text has at most {LongestText} characters.", name);

    /// <summary>A customer's id that was told.</summary>
    public Result<CustomerId> Customer(string name) =>
        inputs.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.String && Guid.TryParse(value.GetString(), out var id)
            ? new CustomerId(id)
            : new Refusal("tool.customer", "Give the id of a customer, as find_customer answers it.", name);

    /// <summary>A number that was told, kept within bounds; the usual one when it was not.</summary>
    public int Number(string name, int usual, int most) =>
        inputs.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) ? Math.Clamp(number, 1, most) : usual;
}
