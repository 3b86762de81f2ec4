using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Adjustments;
using Regulars.Loyalty.Alerts;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Cards;
using Regulars.Loyalty.Codes;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Features;
using Regulars.Loyalty.Gifts;
using Regulars.Loyalty.Health;
using Regulars.Loyalty.Liability;
using Regulars.Loyalty.Log;
using Regulars.Loyalty.Members;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Till;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty;

/// <summary>Programmes, the ledger of points, rules, levels and rewards.</summary>
public static class LoyaltyModule
{
    /// <summary>The tables of Loyalty.</summary>
    public static MigrationSource Migrations { get; } = new("Loyalty", typeof(LoyaltyModule).Assembly);

    /// <summary>Adds the services of Loyalty.</summary>
    public static IServiceCollection AddLoyalty(this IServiceCollection services) => services
        .AddTexts(typeof(LoyaltyModule).Assembly)
        .AddNavigation(
            new NavigationItem("till", "/till", 15) { Permission = Permission.UsePoints },
            new NavigationItem("loyalty", "/loyalty", 45, NavigationSection.Programme) { Permission = Permission.ManageLoyalty },
            new NavigationItem("approvals", "/loyalty/approvals", 49, NavigationSection.Programme) { Permission = Permission.AdjustPoints },
            new NavigationItem("health", "/loyalty/health", 48, NavigationSection.Programme) { Permission = Permission.ReadReports },
            new NavigationItem("log", "/loyalty/log", 50, NavigationSection.Programme) { Permission = Permission.ManageLoyalty },
            new NavigationItem("rewards", "/loyalty/rewards", 46, NavigationSection.Programme) { Permission = Permission.UsePoints },
            new NavigationItem("gifts", "/loyalty/gifts", 47, NavigationSection.Programme) { Permission = Permission.ManageLoyalty })
        .AddCriteria(OrderFields.All)
        .AddSingleton<StoryNames, RewardNames>()
        .AddSingleton(new CustomerPanel(typeof(Pages.PointsPanel), Permission.ReadCustomers))
        .AddSingleton(new CustomerPanel(typeof(Pages.AchievementsPanel), Permission.ReadCustomers))
        .AddSingleton(new CustomerPanel(typeof(Pages.MemberLinkPanel), Permission.UsePoints))
        .AddSingleton<ProgrammeStore>()
        .AddSingleton<MemberCodes>()
        .AddSingleton<MemberLinks>()
        .AddSingleton<TillFinder>()
        .AddSingleton<TillOrders>()
        .AddSingleton<TillGuard>()
        .AddSingleton<Allowances>()
        .AddSingleton<AllowanceDesk>()
        .AddSingleton<MemberReader>()
        .AddSingleton<OrderReasons>()
        .AddSingleton<LedgerLog>()
        .AddSingleton<Receipts>()
        .AddHostedService<LogJob>()
        .AddSingleton<WitnessBook>()
        .AddSingleton<WitnessClient>()
        .AddSingleton<WitnessRound>()
        .AddHostedService<WitnessJob>()
        .AddSingleton<IntakeParticipant, LoyaltyParticipant>()
        .AddSingleton<PointsClock>()
        .AddSingleton<DuePoints>()
        .AddHostedService<DueJob>()
        .AddSingleton<LiabilityReader>()
        .AddSingleton<Referrers>()
        .AddSingleton<PastTrial>()
        .AddSingleton<CodePools>()
        .AddSingleton<CodeFillings>()
        .AddSingleton<GiftCardStore>()
        .AddSingleton<OpenRedemptions>()
        .AddSingleton<GiftStore>()
        .AddSingleton<DailyWork>()
        .AddSingleton<DueCelebrations>()
        .AddSingleton<DueGifts>()
        .AddSingleton<ApprovalStore>()
        .AddSingleton<AdjustmentApprovals>()
        .AddSingleton<AdjustmentBatches>()
        .AddSingleton<AdjustmentFile>()
        .AddSingleton<HealthStore>()
        .AddSingleton<DueHealth>()
        .AddSingleton<EarnedSums>()
        .AddSingleton<LimitWatch>()
        .AddSingleton<ProgrammeAlertStore>()
        .AddSingleton<DueAlerts>()
        .AddSingleton<MemberImportStore>()
        .AddSingleton(provider => new MemberImport(
            provider.GetRequiredService<JournalIntake>(), provider.GetRequiredService<CustomerFinder>(), provider.GetRequiredService<MemberImportStore>(),
            provider.GetRequiredService<ProgrammeStore>(), provider.GetRequiredService<BusinessStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<MemberImportJobs>()
        .AddHostedService(provider => provider.GetRequiredService<MemberImportJobs>())
        .AddFollowUp(PointsFacts.Received)
        .AddFollowUp(PointsFacts.FriendBought)
        .AddFollowUp(PointsFacts.FriendReturned)
        .AddFollowUp(PointsFacts.Settled);

    private static IServiceCollection AddFollowUp(this IServiceCollection services, string kind) => services.AddSingleton<OutboxHandler>(provider =>
        new FollowUpFact(kind, provider.GetRequiredService<JournalIntake>(), provider.GetRequiredService<TimeProvider>()));

    /// <summary>Maps the pages and addresses of Loyalty.</summary>
    public static IEndpointRouteBuilder MapLoyalty(this IEndpointRouteBuilder endpoints)
    {
        ManageProgramme.Map(endpoints);
        MovePoints.Map(endpoints);
        ShowPoints.Map(endpoints);
        PreviewBasket.Map(endpoints);
        ServeTill.Map(endpoints);
        GiveAllowances.Map(endpoints);
        SettleAllowances.Map(endpoints);
        ShowTill.Map(endpoints);
        GiveMemberLink.Map(endpoints);
        ShowMemberPage.Map(endpoints);
        ServeLog.Map(endpoints);
        VerifyReceipt.Map(endpoints);
        ManageWitnesses.Map(endpoints);
        ReferFriends.Map(endpoints);
        TryProgramme.Map(endpoints);
        ShowMovements.Map(endpoints);
        SetUpProgramme.Map(endpoints);
        ExchangeProgrammes.Map(endpoints);
        EditProgramme.Map(endpoints);
        ShowLiability.Map(endpoints);
        ConfirmClock.Map(endpoints);
        FillCodePool.Map(endpoints);
        ShowCodePools.Map(endpoints);
        SellGiftCards.Map(endpoints);
        ListRedemptions.Map(endpoints);
        HandOverRewards.Map(endpoints);
        ShowAchievements.Map(endpoints);
        GiveGifts.Map(endpoints);
        ShowGifts.Map(endpoints);
        ImportMembers.Map(endpoints);
        ShowHealth.Map(endpoints);
        WatchProgramme.Map(endpoints);
        ApproveAdjustments.Map(endpoints);
        AdjustMany.Map(endpoints);
        return endpoints;
    }
}
