using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Tests;

/// <summary>The story of a customer says every fact that Loyalty records in the reader's words.</summary>
public sealed class StoryTextTests
{
    public static TheoryData<string> Kinds => [.. new[] { typeof(PointsFacts), typeof(LoyaltyFacts) }
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(constant => constant.IsLiteral).Select(constant => (string)constant.GetRawConstantValue()!)];

    [Fact]
    public void Every_movement_of_points_is_said_to_staff_and_to_the_member()
    {
        var texts = new TextCatalog([typeof(JournalModule).Assembly, typeof(LoyaltyModule).Assembly], isStrict: true);

        Assert.All(Enum.GetNames<PostingReason>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName), reason => Assert.True(texts.Has($"posting.{reason}") && texts.Has($"member.moved.{reason}"), reason));
    }

    [Fact]
    public async Task A_reward_is_called_by_its_name_where_it_has_one()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish(Programmes.ByHand(rest: """, "rewards": [{"key": "mug", "name": "Кухоль «Ранок»", "cost": 10}, {"key": "tea", "cost": 5}]"""));
        var names = Assert.Single(shop.Services.GetServices<StoryNames>());

        Assert.Equal("Кухоль «Ранок»", names.Find("reward", "mug"));
        Assert.All([("reward", "tea"), ("reward", "gone"), ("note", "mug")], row => Assert.Null(names.Find(row.Item1, row.Item2)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fact_is_said_in_every_language(string kind)
    {
        var texts = new TextCatalog([typeof(JournalModule).Assembly, typeof(LoyaltyModule).Assembly], isStrict: true);

        Assert.All(Languages.All, language =>
        {
            var reader = new Reader(texts, language, new BusinessCalendar("Europe/Warsaw"), Currency.Of("EUR"));
            Assert.True(reader.Knows($"story.kind.{kind}"));
            Assert.NotEqual(kind, reader.Text($"story.kind.{kind}"));
        });
    }
}
