using System.Text.RegularExpressions;
using Regulars.Host.Tests.Running;

namespace Regulars.Console.Tests.Access;

/// <summary>An address that the program answers, and the permissions it should ask for.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Pattern">The path with its parameters in braces.</param>
/// <param name="Permissions">Every one of these is wanted; null where nobody need sign in.</param>
internal sealed partial record MappedAddress(string Method, string Pattern, IReadOnlyList<string>? Permissions)
{
    private static readonly string[] Roles = ["customers.read", "customers.write", "customers.erase", "facts.write", "imports.write", "reports.read", "loyalty.write", "points.use", "points.adjust", "settings.write", "access.write"];

    /// <summary>Every permission there is, as people and programs know it.</summary>
    public static IReadOnlyList<string> AllPermissions => Roles;

    /// <summary>What should be: written down here apart from the program, so that neither changes unseen.</summary>
    public static IReadOnlyList<MappedAddress> All { get; } =
    [
        .. Of(null, "GET /health/live", "GET /health/ready", "GET /assets/{hash}/{name}", "GET /first-visit", "POST /first-visit", "GET /sign-in", "POST /sign-in", "GET /sign-in/link", "GET /invitation", "POST /invitation", "POST /preferences", "GET /log/checkpoint", "GET /log/witnessed", "GET /log/key", "GET /log/tile/{**path}", "GET /log/{number:int}/checkpoint", "GET /log/{number:int}/key", "GET /log/{number:int}/tile/{**path}", "GET /log/verify", "GET /m/{token}", "GET /m/{token}/code", "GET /m/{token}/receipts/{posting:long}"),
        .. Of("", "GET /", "POST /sign-out"),
        .. Of("customers.read", "GET /customers", "GET /customers/{id:guid}", "GET /customers/{id:guid}/orders/{order:guid}", "GET /api/v1/customers", "GET /api/v1/customers/{id:guid}", "GET /api/v1/customers/{id:guid}/facts", "GET /api/v1/customers/{id:guid}/orders", "GET /api/v1/criteria/fields", "POST /api/v1/customers/matching", "GET /api/v1/loyalty/programme", "GET /customers/{id:guid}/points", "GET /customers/{id:guid}/points/orders/{order:guid}", "GET /customers/{id:guid}/points/{posting:long}/receipt", "GET /api/v1/customers/{id:guid}/referral-code", "GET /api/v1/customers/{id:guid}/points", "GET /api/v1/customers/{id:guid}/points/orders/{order:guid}", "GET /api/v1/customers/{id:guid}/points/postings", "GET /api/v1/customers/{id:guid}/points/postings/{posting:long}/receipt"),
        .. Of("customers.write", "GET /customers/{id:guid}/profile", "POST /customers/{id:guid}/profile", "GET /customers/{id:guid}/consents", "POST /customers/{id:guid}/consents", "GET /customers/{id:guid}/merge", "POST /customers/{id:guid}/merge", "POST /customers/{id:guid}/unmerge"),
        .. Of("customers.write", "POST /api/v1/customers", "POST /api/v1/customers/{id:guid}/consents", "POST /api/v1/customers/{id:guid}/merge/{into:guid}", "DELETE /api/v1/customers/{id:guid}/merge"),
        .. Of("customers.erase", "GET /customers/{id:guid}/erase", "POST /customers/{id:guid}/erase", "GET /customers/{id:guid}/export", "GET /api/v1/customers/{id:guid}/export", "DELETE /api/v1/customers/{id:guid}"),
        .. Of("facts.write", "POST /api/v1/facts", "POST /api/v1/facts/batch", "POST /api/v1/orders", "POST /api/v1/orders/batch"),
        .. Of("imports.write", "GET /import", "POST /import", "GET /import/{id:guid}", "POST /import/{id:guid}/mapping", "POST /import/{id:guid}/start", "POST /import/{id:guid}/discard", "GET /import/{id:guid}/progress", "POST /import/{id:guid}/cancel", "GET /import/runs/{run:guid}", "GET /import/runs/{run:guid}/rejects.csv"),
        .. Of("reports.read", "GET /retention", "GET /retention/answer", "GET /retention/growth.csv", "GET /retention/cohorts.csv", "GET /definitions", "GET /definitions/{key}", "GET /segments", "GET /outlook", "GET /alerts", "POST /alerts/seen", "GET /recommendations", "GET /recommendations/product", "GET /growth", "GET /growth/costs.csv", "GET /experiments", "GET /experiments/{id:guid}", "GET /api/v1/experiments", "GET /api/v1/report", "GET /api/v1/refresh", "GET /api/v1/segments", "GET /api/v1/outlook", "GET /api/v1/alerts", "GET /api/v1/recommendations/with", "GET /api/v1/recommendations/quality", "GET /api/v1/growth", "GET /api/v1/loyalty/liability"),
        .. Of("reports.read customers.read", "GET /segments/{key}", "GET /segments/activity/{level}", "GET /segments/{key}/export.csv", "GET /segments/activity/{level}/export.csv", "GET /api/v1/segments/{key}/customers"),
        .. Of("reports.read customers.read", "GET /signs", "GET /signs/thresholds", "GET /signs/thresholds/tried", "GET /signs/export.csv", "GET /api/v1/signs", "GET /outlook/customers", "GET /api/v1/customers/{id:guid}/outlook"),
        .. Of("reports.read customers.read settings.write", "POST /signs/thresholds"),
        .. Of("reports.read", "GET /journey", "GET /journey/answer", "GET /api/v1/journey"),
        .. Of("customers.read", "GET /obstacles", "GET /obstacles/{id:guid}", "GET /api/v1/obstacles", "GET /api/v1/obstacles/{id:guid}"),
        .. Of("customers.read customers.write", "POST /obstacles", "POST /obstacles/{id:guid}", "POST /api/v1/obstacles", "POST /api/v1/obstacles/{id:guid}/state"),
        .. Of("reports.read settings.write", "POST /refresh", "POST /api/v1/refresh", "POST /growth/costs", "POST /growth/costs/import", "POST /api/v1/growth/costs"),
        .. Of("reports.read customers.write", "POST /experiments", "POST /api/v1/experiments"),
        .. Of("reports.read customers.read", "GET /experiments/{id:guid}/treated.csv"),
        .. Of("reports.read customers.read", "GET /segments/own/{id:guid}", "GET /segments/own/{id:guid}/export.csv", "GET /segments/own/new", "GET /segments/own/{id:guid}/edit", "POST /segments/own/redraw", "GET /api/v1/saved-segments", "GET /api/v1/saved-segments/{id:guid}/customers"),
        .. Of("reports.read customers.read customers.write", "POST /segments/own", "GET /segments/own/{id:guid}/delete", "POST /segments/own/{id:guid}/delete", "POST /api/v1/saved-segments", "PUT /api/v1/saved-segments/{id:guid}", "DELETE /api/v1/saved-segments/{id:guid}"),
        .. Of("customers.read", "GET /actions", "GET /api/v1/actions", "GET /api/v1/customers/{id:guid}/recommendations", "GET /customers/{id:guid}/offers"),
        .. Of("facts.write", "POST /api/v1/products/stock"),
        .. Of("reports.read facts.write", "POST /recommendations/product/stock"),
        .. Of("customers.read customers.write", "POST /actions/decide", "POST /api/v1/customers/{id:guid}/actions/{kind}"),
        .. Of("loyalty.write", "GET /loyalty", "GET /loyalty/new/{key}", "POST /loyalty/new/{key}", "POST /loyalty/edit", "GET /loyalty/draft", "POST /loyalty/draft", "GET /loyalty/draft/trial", "POST /loyalty/draft/publish", "GET /loyalty/draft/discard", "POST /loyalty/draft/discard", "GET /loyalty/file", "POST /loyalty/file", "POST /loyalty/file/adopt", "GET /loyalty/file/programme.json", "POST /api/v1/loyalty/programme/compare", "GET /loyalty/draft/{part}/{key}", "POST /loyalty/draft/{part}/{key}", "POST /loyalty/draft/{part}/{key}/redraw", "POST /loyalty/draft/{part}/{key}/remove", "PUT /api/v1/loyalty/programme", "POST /api/v1/loyalty/clock", "POST /api/v1/loyalty/back-test"),
        .. Of("points.use", "POST /api/v1/points/redemptions", "POST /api/v1/points/redemptions/undo", "POST /api/v1/points/holds", "POST /api/v1/points/holds/{id:guid}/capture", "POST /api/v1/points/holds/{id:guid}/release", "POST /api/v1/till/preview", "POST /api/v1/referrals"),
        .. Of("points.use", "POST /api/v1/till/identify", "GET /till", "POST /till", "GET /till/{id:guid}", "POST /till/{id:guid}", "GET /till/{id:guid}/orders/{order:guid}", "POST /customers/{id:guid}/member-page", "POST /customers/{id:guid}/member-page/revoke"),
        .. Of("points.use", "POST /api/v1/till/allowances", "POST /api/v1/till/allowances/settlements", "DELETE /api/v1/till/allowances/{id:guid}", "POST /till/{id:guid}/allowances", "POST /till/allowances/settlements", "POST /till/allowances/{id:guid}/end"),
        .. Of("points.use facts.write", "POST /api/v1/till/confirm", "POST /api/v1/till/undo", "POST /till/members", "POST /till/{id:guid}/confirm", "POST /till/{id:guid}/orders/{order:guid}/undo"),
        .. Of("points.adjust", "GET /customers/{id:guid}/points/adjust", "POST /customers/{id:guid}/points/adjust", "POST /api/v1/points/adjustments", "POST /api/v1/points/transfers"),
        .. Of("customers.read", "GET /api/v1/loyalty/redemptions"),
        .. Of("loyalty.write", "GET /loyalty/log", "POST /loyalty/log/witnesses", "POST /loyalty/log/witnesses/remove", "GET /api/v1/loyalty/witnesses", "POST /api/v1/loyalty/witnesses", "DELETE /api/v1/loyalty/witnesses"),
        .. Of("loyalty.write", "POST /api/v1/loyalty/code-pools/{pool}/codes", "GET /api/v1/loyalty/code-pools"),
        .. Of("points.use customers.read", "GET /loyalty/rewards", "POST /loyalty/rewards/fulfil", "POST /loyalty/rewards/cancel"),
        .. Of("loyalty.write", "GET /loyalty/rewards/codes/{pool}", "POST /loyalty/rewards/codes/{pool}/import", "POST /loyalty/rewards/codes/{pool}/make", "GET /loyalty/rewards/codes/{pool}/{id:guid}"),
        .. Of("points.use", "POST /api/v1/points/redemptions/fulfil", "POST /api/v1/points/redemptions/cancel", "GET /api/v1/loyalty/gift-cards/{code}", "POST /api/v1/loyalty/gift-cards/{code}/payments", "POST /api/v1/loyalty/gift-cards/{code}/refunds"),
        .. Of("points.adjust", "POST /api/v1/loyalty/gift-cards", "POST /api/v1/loyalty/gift-cards/{code}/block", "POST /api/v1/loyalty/gift-cards/{code}/unblock"),
        .. Of("imports.write points.adjust", "GET /loyalty/import", "POST /loyalty/import", "GET /loyalty/import/{id:guid}", "POST /loyalty/import/{id:guid}/columns", "POST /loyalty/import/{id:guid}/start", "POST /loyalty/import/{id:guid}/discard", "GET /loyalty/import/{id:guid}/reconciliation.csv"),
        .. Of("reports.read", "GET /api/v1/loyalty/health", "GET /loyalty/health", "GET /loyalty/health/definitions", "POST /loyalty/health/compute", "GET /api/v1/loyalty/alerts"),
        .. Of("reports.read customers.read", "GET /loyalty/alerts/{id:guid}"),
        .. Of("loyalty.write", "POST /api/v1/loyalty/alerts/{id:guid}/seen", "POST /api/v1/loyalty/alerts/{id:guid}/closed", "POST /loyalty/alerts/{id:guid}/seen", "POST /loyalty/alerts/{id:guid}/closed"),
        .. Of("points.adjust", "POST /api/v1/loyalty/approvals", "GET /api/v1/loyalty/approvals", "POST /api/v1/loyalty/approvals/{id:guid}/approve", "POST /api/v1/loyalty/approvals/{id:guid}/reject"),
        .. Of("points.adjust customers.read", "GET /loyalty/adjust", "POST /loyalty/adjust", "POST /loyalty/adjust/redraw", "GET /loyalty/adjust/{id:guid}", "POST /loyalty/adjust/{id:guid}/confirm", "POST /loyalty/adjust/{id:guid}/discard"),
        .. Of("points.adjust customers.read", "GET /loyalty/approvals", "POST /loyalty/approvals/{id:guid}/approve", "POST /loyalty/approvals/{id:guid}/reject"),
        .. Of("points.adjust", "POST /api/v1/loyalty/gifts", "GET /customers/{id:guid}/gift", "POST /customers/{id:guid}/gift"),
        .. Of("loyalty.write customers.read", "GET /loyalty/gifts"),
        .. Of("reports.read", "GET /api/v1/loyalty/gift-campaigns/{key}/effect"),
        .. Of("customers.read", "GET /api/v1/loyalty/customers/{id:guid}/challenges", "GET /api/v1/loyalty/customers/{id:guid}/badges", "GET /api/v1/loyalty/customers/{id:guid}/milestones"),
        .. Of("settings.write", "GET /settings", "POST /settings"),
        .. Of("access.write", "GET /settings/users", "POST /settings/users", "POST /settings/users/{id:guid}/role", "POST /settings/users/{id:guid}/disabled", "POST /settings/users/{id:guid}/invitation", "GET /settings/keys", "POST /settings/keys", "POST /settings/keys/{id:guid}/revoke", "GET /settings/acts"),
    ];

    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>What the sources map, as method and pattern.</summary>
    public static IReadOnlyList<string> InSources { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/")).SelectMany(file => Mapped(File.ReadAllText(file)))];

    /// <summary>A path of this pattern; the ids are those of nothing.</summary>
    public string Sample() => Parameter().Replace(Pattern, parameter => parameter.Groups["name"].Value switch
    {
        "key" => Pattern.StartsWith("/definitions", StringComparison.Ordinal) ? "retention" : "champions",
        "level" => "high",
        "posting" or "number" => "1",
        "path" => "0/000",
        "name" => "regulars.css",
        "hash" => "any",
        _ => "0199aaaa-0000-7000-8000-000000000000",
    });

    public bool IsOpenTo(IReadOnlyCollection<string> permissions) => Permissions is null || Permissions.All(permissions.Contains);

    public override string ToString() => $"{Method} {Pattern}";

    private static IEnumerable<MappedAddress> Of(string? permissions, params IReadOnlyList<string> addresses) =>
        addresses.Select(address => new MappedAddress(address.Split(' ')[0], address.Split(' ')[1], permissions?.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static IEnumerable<string> Mapped(string source)
    {
        var groups = Group().Matches(source).ToDictionary(group => group.Groups["variable"].Value, group => group.Groups["path"].Value);
        return Call().Matches(source).Select(call => $"{call.Groups["method"].Value.ToUpperInvariant()} {groups.GetValueOrDefault(call.Groups["variable"].Value)}{call.Groups["path"].Value}");
    }

    [GeneratedRegex("""\{\**(?<name>\w+)[^}]*\}""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();

    [GeneratedRegex("""var (?<variable>\w+) = \w+\.MapGroup\("(?<path>[^"]*)"\)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Group();

    [GeneratedRegex("""(?<variable>\w+)\.Map(?<method>Get|Post|Put|Patch|Delete)\(\s*"(?<path>[^"]*)""" + "\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Call();
}
