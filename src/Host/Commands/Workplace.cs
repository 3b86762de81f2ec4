using Microsoft.Extensions.DependencyInjection;
using Regulars.Insights;
using Regulars.Journal.Import;
using Regulars.Journal.Importing;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Log;
using Regulars.Loyalty.Members;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary>An installation with its services, as commands without a server use it.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly Installation installation;

    private readonly ServiceProvider services;

    public Workplace(InstallationOptions options)
    {
        installation = Installation.Open(options, TimeProvider.System);
        services = installation.AddTo(new ServiceCollection(), TimeProvider.System).BuildServiceProvider();
    }

    public Database Database => installation.Database;

    public DataFolder Folder => installation.Folder;

    public BusinessStore Businesses => services.GetRequiredService<BusinessStore>();

    public JournalIntake Intake => services.GetRequiredService<JournalIntake>();

    public OrderImport Import => services.GetRequiredService<OrderImport>();

    public ScoreRefresh Refresh => services.GetRequiredService<ScoreRefresh>();

    public ReportService Reports => services.GetRequiredService<ReportService>();

    public ErasureRecord Erasures => services.GetRequiredService<ErasureRecord>();

    public LedgerLog LedgerLog => services.GetRequiredService<LedgerLog>();

    public PointsClock PointsClock => services.GetRequiredService<PointsClock>();

    public MemberImport Members => services.GetRequiredService<MemberImport>();

    public ImportRuns Runs => services.GetRequiredService<ImportRuns>();

    /// <summary>Sets the business up for its first file, with what the options or the file say; later calls change nothing.</summary>
    public void SetUpFor(ImportPlan plan, string? currency, string? timeZone)
    {
        if (Businesses.IsSetUp)
        {
            return;
        }

        Businesses.Save(new Journal.Contracts.Business(
            "",
            Currency.TryParse(currency) ?? Currency.Of(plan.Mapping.Currency),
            new BusinessCalendar(timeZone ?? LocalZone),
            new Journal.Contracts.BusinessSettings()));
    }

    /// <summary>The zone of this machine by its IANA name; UTC when it has none.</summary>
    public static string LocalZone => BusinessCalendar.IsTimeZone(TimeZoneInfo.Local.Id) ? TimeZoneInfo.Local.Id : "UTC";

    public void Dispose()
    {
        services.Dispose();
        installation.Dispose();
    }
}
