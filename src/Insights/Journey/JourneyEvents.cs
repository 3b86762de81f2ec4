using Regulars.Insights.Measures;

namespace Regulars.Insights.Journey;

/// <summary>What happened to everybody on their journey besides purchases.</summary>
internal sealed class JourneyEvents : EventsByCustomer<JourneyEvent, JourneyEventKind>;
