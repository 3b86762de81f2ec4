using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Whether somebody can have a reward, and what taking it and giving it back changes.</summary>
/// <param name="programme">The version of the programme that offers it.</param>
/// <param name="book">Who wants it.</param>
/// <param name="shared">What everybody shares.</param>
internal sealed class RewardOffer(CompiledProgramme programme, MemberBook book, SharedDraft shared)
{
    /// <summary>Why the reward cannot be had now; null when it can.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="subject">What is known of the customer.</param>
    /// <param name="today">The present day.</param>
    /// <param name="place">Where it was asked for.</param>
    public Refusal? Refuse(Reward reward, CriteriaSubject subject, Day today, string place)
    {
        if (today < reward.From || today > reward.Until)
        {
            return new Refusal("reward.window", $"'{reward.Key}' can be taken {Window(reward)}.", place);
        }

        if (programme.When(reward, today) is { } condition && !condition.Holds(subject))
        {
            return new Refusal("reward.condition", $"'{reward.Key}' is not for this customer.", place);
        }

        if (reward.MostPerCustomer is { } most && book.UseOf(LimitKey(reward)).Times >= most)
        {
            return new Refusal("reward.limit", $"A customer can take '{reward.Key}' at most {most} times.", place);
        }

        if (reward.Stock is { } stock && shared.Left(SharedLimit.Stock(reward.Key), stock) == 0)
        {
            return new Refusal("reward.stock", $"Nothing is left of '{reward.Key}'.", place);
        }

        return reward.Pool is { } pool && shared.NextCode(pool) is null ? new Refusal("reward.codes", $"No code is left for '{reward.Key}'. Add codes to '{pool}'.", place) : null;
    }

    /// <summary>Counts a reward that was taken.</summary>
    public void Take(Reward reward, Day day, long points) => Count(reward, day, points, 1);

    /// <summary>Counts a reward that was given back.</summary>
    public void GiveBack(Reward reward, Day day, long points) => Count(reward, day, -points, -1);

    private void Count(Reward reward, Day day, long points, int times)
    {
        if (reward.Stock is not null)
        {
            shared.Use(SharedLimit.Stock(reward.Key), times);
        }

        if (reward.MostPerCustomer is not null)
        {
            Limits.Count(book, LimitKey(reward), day, points, times);
        }
    }

    /// <summary>Under which one customer's uses are counted; no rule has such a key.</summary>
    private static string LimitKey(Reward reward) => "reward:" + reward.Key;

    private static string Window(Reward reward) => (reward.From, reward.Until) switch
    {
        ({ } from, { } until) => $"from {from} until {until}",
        ({ } from, null) => $"from {from} on",
        _ => $"until {reward.Until}",
    };
}
