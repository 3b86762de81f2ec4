using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Templates;

/// <summary>A ready programme with its numbers to fill in. Its name is the text <c>template.KEY</c>.</summary>
/// <param name="Key">points, cashback, stamps, levels or delivery.</param>
/// <param name="Fields">The numbers it asks for, each with what is suggested; the question is the text <c>template.field.NAME</c>.</param>
/// <param name="Make">Makes the programme of the numbers and the words of the reader.</param>
internal sealed record ProgrammeTemplate(string Key, IReadOnlyList<(string Name, decimal Suggested)> Fields, Func<TemplateAnswers, Programme> Make)
{
    private const int Year = 12;

    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<ProgrammeTemplate> All { get; } =
    [
        new("points", [("per", 1), ("points", 1), ("value", 0.05m), ("months", Year), ("window", 14)], answers => new Programme
        {
            Name = answers.Name,
            Units = [Points(answers)],
            Rules = [PerAmount(answers)],
        }),
        new("cashback", [("percent", 5), ("months", Year), ("window", 14)], answers => new Programme
        {
            Name = answers.Name,
            Units = [new PointUnit { Key = "cashback", Name = answers.Word("template.cashback.unit"), Scale = 2, Value = 1, ExpiryMonths = answers.Whole("months"), PendingDays = answers.Whole("window") ?? 0 }],
            Rules = [new EarningRule { Key = "cashback", Name = answers.Word("template.rule.orders"), Points = answers["percent"] / 100, Per = 1, IsProportional = true }],
        }),
        new("stamps", [("minimum", 5), ("stamps", 10)], answers => new Programme
        {
            Name = answers.Name,
            Units = [new PointUnit { Key = "stamps", Name = answers.Word("template.stamps.unit") }],
            Rules = [new EarningRule { Key = "stamp", Name = answers.Word("template.rule.stamp"), Points = 1, When = answers.OrderOf(answers["minimum"]) }],
            Rewards = [new Reward { Key = "free", Name = answers.Word("template.stamps.reward"), Cost = answers["stamps"] }],
        }),
        new("levels", [("per", 1), ("points", 1), ("value", 0.05m), ("months", Year), ("silver", 500), ("silver-multiplier", 1.2m), ("gold", 1500), ("gold-multiplier", 1.5m)], answers => new Programme
        {
            Name = answers.Name,
            Units = [Points(answers)],
            Rules = [PerAmount(answers)],
            LevelSets =
            [
                new LevelSet
                {
                    Key = "club",
                    Name = answers.Word("template.levels.set"),
                    Measure = LevelMeasure.Money,
                    Levels =
                    [
                        new Level { Key = "base", Name = answers.Word("template.levels.base") },
                        new Level { Key = "silver", Name = answers.Word("template.levels.silver"), From = answers["silver"], Multiplier = answers["silver-multiplier"] },
                        new Level { Key = "gold", Name = answers.Word("template.levels.gold"), From = answers["gold"], Multiplier = answers["gold-multiplier"] },
                    ],
                },
            ],
        }),
        new("delivery", [("per", 1), ("points", 1), ("value", 0.05m), ("months", Year), ("window", 0)], answers => new Programme
        {
            Name = answers.Name,
            Units = [Points(answers)],
            Rules = [PerAmount(answers)],
        }),
    ];

    /// <summary>The template of that key; null where there is none.</summary>
    public static ProgrammeTemplate? Find(string? key) => All.FirstOrDefault(template => template.Key == key);

    private static PointUnit Points(TemplateAnswers answers) => new()
    {
        Key = "points",
        Value = answers["value"] == 0 ? null : answers["value"],
        ExpiryMonths = answers.Whole("months"),
        PendingDays = answers.Whole("window") ?? 0,
    };

    private static EarningRule PerAmount(TemplateAnswers answers) => new()
    {
        Key = "orders",
        Name = answers.Word("template.rule.orders"),
        Points = answers["points"],
        Per = answers["per"],
    };
}
