using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Due;

namespace Regulars.Loyalty.Health;

/// <summary>Works the health of the programme out once a day.</summary>
internal sealed class DueHealth(HealthStore health, DailyWork daily, BusinessStore businesses, TimeProvider clock)
{
    private const string Work = "health";

    /// <summary>Works it out where that was not done today.</summary>
    public void Run()
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        if (businesses.IsSetUp && daily.Waiting(Work, today, 0).Count > 0)
        {
            health.Compute();
            daily.Done(Work, today, 0);
        }
    }
}
