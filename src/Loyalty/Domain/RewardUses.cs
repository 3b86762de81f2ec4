using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Takes rewards outside orders, hands them over, and gives them back with their points, stock and codes.</summary>
internal sealed class RewardUses(ProgrammeHistory programmes, CompiledProgramme present, MemberEffects effects, CriteriaSubject known, BusinessCalendar calendar, Instant now)
{
    private readonly Day today = calendar.DayOf(now);

    private PointsLedger Ledger => effects.Ledger;

    /// <summary>Why a reward cannot be had now; null when it can.</summary>
    public Refusal? Refuse(Reward reward, string place) => new RewardOffer(present, Ledger.Book, Ledger.Shared).Refuse(
        reward, Subject(known, present, Ledger.Book, today), today, place);

    /// <summary>Notes a use of points, and takes the reward it was for.</summary>
    /// <param name="version">The fact that used them.</param>
    /// <param name="number">Which of its uses it is.</param>
    /// <param name="unit">The kind of points.</param>
    /// <param name="key">The reward; null: none.</param>
    /// <param name="parts">The lots the points came from.</param>
    public void Take(long version, int number, string unit, string? key, IReadOnlyList<LotPart> parts)
    {
        var reward = key is null ? null : present.Programme.Reward(key);
        effects.Add(new Redemption(version, number, unit, key, parts, false)
        {
            IsFulfilled = key is null,
            TakenAt = now,
            LastDay = reward?.LastDay(today),
            ProgrammeVersion = present.Programme.Version,
        });
        if (reward is not null)
        {
            new RewardOffer(present, Ledger.Book, Ledger.Shared).Take(reward, today, parts.Sum(part => part.Points));
            if (reward.Pool is { } pool)
            {
                Ledger.Shared.TakeCode(pool, Ledger.Book.Customer, version, number);
            }
        }
    }

    /// <summary>Hands over, cancels or undoes the use that a command names.</summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="command">The command.</param>
    /// <param name="named">The record by which they were used: that of a person who was merged keeps its uses. Null: the person's.</param>
    public Refusal? Change(string kind, PointsCommand command, CustomerId? named)
    {
        var record = effects.Gathered.Find(other => other.Before.Customer == named) ?? effects;
        if (record.Ledger.Book.Redemptions.GetValueOrDefault((command.Version ?? 0, command.Number ?? 0)) is not { } redemption)
        {
            return new Refusal("redemption.unknown", "There is no such use of points.", "version");
        }

        if (redemption.IsUndone)
        {
            return new Refusal("redemption.undone", "This use was undone before.", "version");
        }

        if (kind is PointsFacts.Undone)
        {
            GiveBack(record, redemption);
            return null;
        }

        if (redemption.IsFulfilled)
        {
            return new Refusal("redemption.fulfilled", "This reward was handed over before.", "version");
        }

        if (kind is PointsFacts.Cancelled)
        {
            GiveBack(record, redemption);
            return null;
        }

        if (redemption.LastDay < today)
        {
            return new Refusal("redemption.expired", $"It could be used until {redemption.LastDay}. Cancel it to give the points back.", "version");
        }

        record.Add(redemption with { IsFulfilled = true });
        return null;
    }

    private void GiveBack(MemberEffects record, Redemption redemption)
    {
        record.Ledger.GiveBack(redemption.Parts, LedgerAccount.Spent, today, PostingReason.GivenBack);
        record.Add(redemption with { IsUndone = true });
        if (redemption is not { Reward: { } key, ProgrammeVersion: > 0 and var version } || programmes.Of(version) is not { } offered || offered.Programme.Reward(key) is not { } reward)
        {
            return;
        }

        // Counted on the day on which it was taken, whatever the day is now.
        new RewardOffer(offered, record.Ledger.Book, Ledger.Shared).GiveBack(reward, calendar.DayOf(redemption.TakenAt), redemption.Points);
        if (reward.Pool is { } pool)
        {
            Ledger.Shared.GiveBackCode(pool, record.Ledger.Book.Customer, redemption.FactVersion, redemption.Number);
        }
    }

    /// <summary>What conditions of rewards are asked about: the customer as known, and their levels.</summary>
    public static CriteriaSubject Subject(CriteriaSubject known, CompiledProgramme programme, MemberBook book, Day today)
    {
        var subject = known.Copy();
        subject.Add(new MemberTraits(programme.Programme.LevelSets.Where(set => set.Levels.Count > 0).ToDictionary(
            set => set.Key,
            set => set.Levels[Math.Min(LevelDecision.Decide(set, programme, book, book.Levels.GetValueOrDefault(set.Key), today).Place, set.Levels.Count - 1)].Key)));
        return subject;
    }
}
