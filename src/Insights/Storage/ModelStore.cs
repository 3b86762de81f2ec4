using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Regulars.Insights.Actions;
using Regulars.Insights.Growth;
using Regulars.Insights.Journey;
using Regulars.Insights.Outlook;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Signs;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Keeps models and what was measured of them, so that pages need not compute them.</summary>
internal sealed class ModelStore(Database database, TimeProvider clock)
{
    private const string ForecastKey = "forecast";

    private const string ChurnKey = "churn";

    private const string RiskKey = "risk";

    private const string ReplayKey = "signs";

    private const string SummaryKey = "outlook";

    private const string EffectsKey = "effects";

    private const string RecommendationsKey = "recommendations";

    private const string BalanceKey = "growth";

    private const string JourneyKey = "journey";

    private const string AssignmentName = "assignment";

    private const int KeyBytes = 32;

    private const string ThresholdsKey = "thresholds";

    /// <summary>The models of purchases and values; null before the first time.</summary>
    public PurchaseForecast? Forecast => Load(ForecastKey, InsightsJson.Default.PurchaseForecast);

    /// <summary>How good the risk of leaving is; null before the first time.</summary>
    public ChurnQuality? Churn => Load(ChurnKey, InsightsJson.Default.ChurnQuality);

    /// <summary>What the risk of leaving was learned by; null before the first time and where it could not be learned.</summary>
    public ChurnFit? Risk => Churn is { Unavailable: null } quality && Load(RiskKey, InsightsJson.Default.KeptChurn) is { } kept ? ChurnFit.Of(kept, quality) : null;

    /// <summary>What the signs would have caught; null before the first time.</summary>
    public SignReplay? Replay => Load(ReplayKey, InsightsJson.Default.SignReplay);

    /// <summary>What all customers together are expected to be worth; null before the first time.</summary>
    public OutlookSummary? Summary => Load(SummaryKey, InsightsJson.Default.OutlookSummary);

    /// <summary>Only facts before this day count in what is kept; before the first time, facts up to now.</summary>
    public Day AsOf => Summary?.AsOf ?? Day.From(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Plus(1);

    /// <summary>What proposing actions has brought.</summary>
    public IReadOnlyList<ActionEffect> Effects => Load(EffectsKey, InsightsJson.Default.IReadOnlyListActionEffect) ?? [];

    /// <summary>How good recommendations are; null before the first time.</summary>
    public RecommendationReport? Recommendations => Load(RecommendationsKey, InsightsJson.Default.RecommendationReport);

    /// <summary>What winning and keeping customers brought, without the costs; null before the first time.</summary>
    public GrowthBalance? Balance => Load(BalanceKey, InsightsJson.Default.GrowthBalance);

    /// <summary>The journey through the key moments in the last year; null before the first time.</summary>
    public JourneyMap? Journey => Load(JourneyKey, InsightsJson.Default.JourneyMap);

    /// <summary>From when on signs show.</summary>
    public SignThresholds Thresholds => Load(ThresholdsKey, InsightsJson.Default.SignThresholds) ?? new SignThresholds();

    public void Keep(WriteTransaction transaction, PurchaseForecast forecast) => Save(transaction, ForecastKey, JsonSerializer.Serialize(forecast, InsightsJson.Default.PurchaseForecast));

    public void Keep(WriteTransaction transaction, ChurnQuality churn) => Save(transaction, ChurnKey, JsonSerializer.Serialize(churn, InsightsJson.Default.ChurnQuality));

    /// <summary>Keeps what the risk was learned by; where nothing could be learned, what is kept from before goes.</summary>
    public void Keep(WriteTransaction transaction, ChurnFit? churn)
    {
        if (churn is null)
        {
            transaction.Execute("DELETE FROM insight_model WHERE model_key = @key", new { key = RiskKey });
        }
        else
        {
            Save(transaction, RiskKey, JsonSerializer.Serialize(churn.Kept, InsightsJson.Default.KeptChurn));
        }
    }

    public void Keep(WriteTransaction transaction, SignReplay replay) => Save(transaction, ReplayKey, JsonSerializer.Serialize(replay, InsightsJson.Default.SignReplay));

    public void Keep(WriteTransaction transaction, OutlookSummary summary) => Save(transaction, SummaryKey, JsonSerializer.Serialize(summary, InsightsJson.Default.OutlookSummary));

    public void Keep(WriteTransaction transaction, IReadOnlyList<ActionEffect> effects) =>
        Save(transaction, EffectsKey, JsonSerializer.Serialize(effects, InsightsJson.Default.IReadOnlyListActionEffect));

    /// <summary>The key by which customers are drawn into the arms of experiments; made the first time.</summary>
    public byte[] AssignmentKey(Action<WriteTransaction> check)
    {
        const string Find = "SELECT body FROM insight_model WHERE model_key = @key";
        var asked = new { key = AssignmentName };
        return Convert.FromBase64String(JsonSerializer.Deserialize(
            database.QueryFirst<string>(Find, asked) ?? database.Write(transaction =>
            {
                check(transaction);
                transaction.Execute(
                    "INSERT INTO insight_model (model_key, computed_at, body) VALUES (@key, @now, @body) ON CONFLICT (model_key) DO NOTHING",
                    new
                    {
                        key = AssignmentName,
                        now = Instant.Now(clock).Microseconds,
                        body = JsonSerializer.Serialize(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)), InsightsJson.Default.String),
                    });
                return transaction.QueryFirst<string>(Find, asked)!;
            }),
            InsightsJson.Default.String)!);
    }

    public void Keep(WriteTransaction transaction, RecommendationReport report) =>
        Save(transaction, RecommendationsKey, JsonSerializer.Serialize(report, InsightsJson.Default.RecommendationReport));

    public void Keep(WriteTransaction transaction, GrowthBalance balance) => Save(transaction, BalanceKey, JsonSerializer.Serialize(balance, InsightsJson.Default.GrowthBalance));

    public void Keep(WriteTransaction transaction, JourneyMap journey) => Save(transaction, JourneyKey, JsonSerializer.Serialize(journey, InsightsJson.Default.JourneyMap));

    public void Keep(WriteTransaction transaction, SignThresholds thresholds) => Save(transaction, ThresholdsKey, JsonSerializer.Serialize(thresholds, InsightsJson.Default.SignThresholds));

    private T? Load<T>(string key, JsonTypeInfo<T> type)
        where T : class =>
        database.QueryFirst<string>("SELECT body FROM insight_model WHERE model_key = @key", new { key }) is { } body ? JsonSerializer.Deserialize(body, type) : null;

    private void Save(WriteTransaction transaction, string key, string body) => transaction.Execute(
        """
        INSERT INTO insight_model (model_key, computed_at, body) VALUES (@key, @now, @body)
        ON CONFLICT (model_key) DO UPDATE SET computed_at = excluded.computed_at, body = excluded.body
        """,
        new { key, now = Instant.Now(clock).Microseconds, body });
}
