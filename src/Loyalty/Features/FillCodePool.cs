using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Lets programs fill pools with codes, their own or made here, and see how many are left.</summary>
internal static partial class FillCodePool
{
    private const int LargestBody = 16 << 20;

    private const int MostCodes = 100_000;

    private const int LongestCode = 64;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/v1/loyalty/code-pools/{pool}/codes", Fill).RequireAuthorization(Permission.ManageLoyalty).WithTags("Codes")
            .WithName("addCodes").WithSummary("Adds up to 100,000 codes to a pool, or makes as many; codes that are known change nothing.")
            .Accepts<CodesBody>("application/json").Produces<CodesAdded>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        endpoints.MapGet("/api/v1/loyalty/code-pools", Tell).RequireAuthorization(Permission.ManageLoyalty).WithTags("Codes")
            .WithName("listCodePools").WithSummary("Lists the pools of codes with how many are left.").Produces<CodePoolsAnswer>();
    }

    private static IResult Tell(CodePools pools) => TypedResults.Json(
        new CodePoolsAnswer([.. pools.All().Select(pool => new CodePoolAnswer(pool.Pool, pool.Codes, pool.CodesLeft, pool.Reissues == 1))]), LoyaltyApiJson.Default.CodePoolsAnswer);

    private static Task<IResult> Fill(HttpContext context, string pool, CodePools pools) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.CodesBody, LargestBody, $"codes {pool}", (body, key) =>
        {
            if (Refuse(pool, body, key) is { } refusal)
            {
                return KeyedAnswers.Refused(refusal);
            }

            var done = body.Codes is { } codes
                ? pools.Add(pool, [.. codes.Select(code => code.Trim())], body.Reissue, key)
                : pools.Make(pool, body.Count!.Value, body.Prefix ?? "", body.Reissue, key!);
            return done.Refusal is { } refused ? KeyedAnswers.Refused(refused) : TypedResults.Json(done.Value, LoyaltyApiJson.Default.CodesAdded);
        });

    private static Refusal? Refuse(string pool, CodesBody body, RequestKey? key)
    {
        if (body.Codes is not { } codes)
        {
            return RefuseMade(pool, body.Count, body.Prefix) ?? (key is null ? KeyedAnswers.KeyMissing : null);
        }

        if (RefusePool(pool) is { } unnamed)
        {
            return unnamed;
        }

        if (body.Count is not null || body.Prefix is not null)
        {
            return new Refusal("codes.count", "Give codes, or how many are to be made, not both.", "count");
        }

        if (codes.Count is 0 or > MostCodes)
        {
            return new Refusal("codes.count", $"1 to {MostCodes} codes at once.", "codes");
        }

        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i] is not { } code || !IsCode(code.Trim()))
            {
                return new Refusal("codes.code", $"A code has 1 to {LongestCode} characters and no spaces.", $"codes[{i}]");
            }
        }

        return null;
    }

    /// <summary>Whether a code can be kept.</summary>
    public static bool IsCode(string code) => code.Length is > 0 and <= LongestCode && !code.Any(char.IsWhiteSpace) && Text.CanBeKept(code);

    /// <summary>What is wrong with the key of a pool; null where nothing is.</summary>
    public static Refusal? RefusePool(string pool) => PoolKey().IsMatch(pool) ? null : new Refusal("reward.pool", "A pool is named by 1 to 40 small letters, digits and hyphens.", "pool");

    /// <summary>What is wrong with a wish for codes made here; null where nothing is.</summary>
    public static Refusal? RefuseMade(string pool, int? count, string? prefix) => RefusePool(pool)
        ?? (count is null or < 1 or > MostCodes ? new Refusal("codes.count", $"Give codes, or how many are to be made: 1 to {MostCodes}.", "count")
            : prefix is not null && !Beginning().IsMatch(prefix) ? new Refusal("codes.prefix", "Up to 12 capital letters, digits and hyphens.", "prefix")
            : null);

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.None, 1_000)]
    private static partial Regex PoolKey();

    [GeneratedRegex("^[A-Z0-9-]{0,12}$", RegexOptions.None, 1_000)]
    private static partial Regex Beginning();
}

/// <summary>Codes for a pool: given, or made here.</summary>
/// <param name="Codes">The codes; missing: they are made here.</param>
/// <param name="Count">How many are made here; needs an Idempotency-Key.</param>
/// <param name="Prefix">What codes made here begin with.</param>
/// <param name="Reissue">Whether a code that was given back may go to somebody else; missing: as before, at first no.</param>
public sealed record CodesBody(IReadOnlyList<string>? Codes, int? Count, string? Prefix, bool? Reissue);

/// <summary>The pools.</summary>
internal sealed record CodePoolsAnswer(IReadOnlyList<CodePoolAnswer> Items);

/// <summary>A pool of codes.</summary>
/// <param name="Pool">Its key.</param>
/// <param name="Codes">How many codes it ever had.</param>
/// <param name="Left">How many are unused.</param>
/// <param name="Reissue">Whether a code that was given back may go to somebody else.</param>
internal sealed record CodePoolAnswer(string Pool, long Codes, long Left, bool Reissue);
