using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Codes;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Shows a pool of codes, and lets people fill it with their own codes or with codes made here.</summary>
internal static class ShowCodePools
{
    private const int LargestForm = 16 << 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty/rewards/codes/{pool}").RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/import", Import).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).WithFormOptions(valueLengthLimit: LargestForm, multipartBodyLengthLimit: LargestForm);
        pages.MapPost("/make", Make);
        pages.MapGet("/{id:guid}", Watch);
    }

    private static IResult Show(string pool, ProgrammeStore programmes, CodePools pools, TimeProvider clock) => Page(pool, null, null, programmes, pools, clock);

    private static IResult Watch(HttpContext context, string pool, Guid id, CodeFillings fillings, ProgrammeStore programmes, CodePools pools, TimeProvider clock)
    {
        if (fillings.Find(id) is not { } filling || filling.Pool != pool)
        {
            return TypedResults.LocalRedirect("/loyalty/rewards#codes");
        }

        if ((filling.IsDone || filling.HasFailed) && context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.Headers["HX-Redirect"] = context.Request.Path.Value;
            return TypedResults.Ok();
        }

        return Page(pool, filling, null, programmes, pools, clock);
    }

    private static async Task<IResult> Import(
        HttpContext context, string pool, [FromForm] IFormCollection fields, CodeFillings fillings, ProgrammeStore programmes, CodePools pools, TimeProvider clock, [FromServices] Reader reader)
    {
        await using var content = fields.Files.GetFile("file") is { Length: > 0 } file ? file.OpenReadStream() : new MemoryStream(Encoding.UTF8.GetBytes(fields["codes"].ToString()));
        using var text = new StreamReader(content);
        var lines = CodeLines.Read(text, FillCodePool.IsCode);
        var problem = !Guid.TryParse(fields["key"], out var id) || (lines is { Codes.Count: 0, Wrong: null, IsTooLong: false }) ? reader.Text("codes.wrong.none")
            : lines.IsTooLong ? reader.Text("codes.wrong.many", CodeLines.Most)
            : lines.Wrong is { } wrong ? reader.Text("codes.wrong.line", wrong.Line, wrong.Code)
            : null;
        if (problem is not null || FillCodePool.RefusePool(pool) is not null)
        {
            return Page(pool, null, problem, programmes, pools, clock);
        }

        // Pressing twice is one filling; a small one is done before the page is drawn.
        var work = fillings.Import(id, pool, lines, fields["reissue"] == "true");
        return await Begun(work, pool, id, context);
    }

    private static async Task<IResult> Make(
        HttpContext context, string pool, [FromForm] string? key, [FromForm] string? count, [FromForm] string? prefix, [FromForm] string? reissue,
        CodeFillings fillings, ProgrammeStore programmes, CodePools pools, TimeProvider clock, [FromServices] Reader reader)
    {
        var wanted = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var begins = prefix?.Trim().ToUpperInvariant() ?? "";
        if (!Guid.TryParse(key, out var id) || FillCodePool.RefuseMade(pool, wanted, begins) is not null)
        {
            return Page(pool, null, reader.Text("codes.wrong.make", CodeLines.Most), programmes, pools, clock);
        }

        return await Begun(fillings.Make(id, pool, wanted!.Value, begins, reissue == "true"), pool, id, context);
    }

    private static async Task<IResult> Begun(Task work, string pool, Guid id, HttpContext context)
    {
        await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted));
        return TypedResults.LocalRedirect($"/loyalty/rewards/codes/{pool}/{id}");
    }

    private static IResult Page(string key, CodeFilling? filling, string? problem, ProgrammeStore programmes, CodePools pools, TimeProvider clock)
    {
        var rewards = programmes.InForce?.Programme.Rewards.Where(reward => reward.Pool == key).ToArray() ?? [];
        var pool = pools.All().FirstOrDefault(known => known.Pool == key);
        return rewards.Length == 0 && pool is null
            ? TypedResults.LocalRedirect("/loyalty/rewards")
            : new RazorComponentResult<CodePoolPage>(new
            {
                Pool = pool ?? new CodePool { Pool = key },
                Rewards = (IReadOnlyList<Domain.Reward>)rewards,
                Filling = filling,
                Problem = problem,
                Key = Uuid.New(clock),
            });
    }
}
