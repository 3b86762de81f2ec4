using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a ladder of levels.</summary>
internal sealed class LevelsEditor : PartEditor
{
    private const int MostLevels = 20;

    public override string Name => "levels";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new LevelSet { Key = PartForm.New, Levels = [new Level { Key = "" }, new Level { Key = "", From = 100 }] } : programme.LevelSets.FirstOrDefault(set => set.Key == key)) is { } set
            ? Of(set)
            : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command)
    {
        var values = answers.Values;
        var rows = Rows(answers);
        if (command == "levels:add" && rows.Count < MostLevels)
        {
            values[$"levels.{rows.Count}.from"] = "";
        }
        else if (command?.Split(':') is ["levels", "remove", var at] && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var removed) && removed < rows.Count)
        {
            foreach (var name in values.Keys.Where(name => name.StartsWith("levels.", StringComparison.Ordinal)).ToList())
            {
                values.Remove(name);
            }

            rows.RemoveAt(removed);
            for (var i = 0; i < rows.Count; i++)
            {
                foreach (var (field, value) in rows[i])
                {
                    values[$"levels.{i}.{field}"] = value;
                }
            }
        }

        return new PartForm(key, values, new Dictionary<string, string>());
    }

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var before = programme.LevelSets.FirstOrDefault(set => set.Key == key);
        var levels = new List<Level>();
        foreach (var (place, row) in Rows(answers).Index())
        {
            var old = before?.Levels.FirstOrDefault(level => level.Key == row["key"]);
            levels.Add((old ?? new Level { Key = FreeKey("level", [.. (before?.Levels ?? []).Select(level => level.Key), .. levels.Select(level => level.Key)]) }) with
            {
                Name = row["name"],
                From = answers.Required($"levels.{place}.from"),
                Multiplier = answers.Number($"levels.{place}.multiplier") ?? 1,
                Benefits = row["benefits"],
            });
        }

        var set = (before ?? new LevelSet { Key = FreeKey("levels", programme.LevelSets.Select(set => set.Key)) }) with
        {
            Name = answers.Text("name"),
            Measure = answers.Choice<LevelMeasure>("measure"),
            Unit = answers.Word("unit"),
            Period = answers.Choice<LevelPeriod>("period"),
            Months = answers.Whole("months") ?? 12,
            KeptMonths = answers.Whole("keptMonths"),
            Fall = answers.Choice<LevelFall>("fall"),
            GraceDays = answers.Whole("graceDays") ?? 0,
            Levels = levels,
        };
        var (sets, at) = Put(programme.LevelSets, set, part => part.Key);
        return (programme with { LevelSets = sets }, set.Key, $"levelSets[{at}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { LevelSets = [.. programme.LevelSets.Where(set => set.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) =>
        new RazorComponentResult<LevelsPage>(new { Programme = programme, Form = form });

    private static List<Dictionary<string, string>> Rows(PartAnswers answers) => [.. Enumerable.Range(0, MostLevels)
        .TakeWhile(row => answers.Form.ContainsKey($"levels.{row}.from"))
        .Select(row => LevelFields.ToDictionary(field => field, field => answers.Text($"levels.{row}.{field}")))];

    private static readonly string[] LevelFields = ["key", "name", "from", "multiplier", "benefits"];

    private static PartForm Of(LevelSet set)
    {
        var values = new Dictionary<string, string>
        {
            ["name"] = set.Name,
            ["measure"] = PartAnswers.Written(set.Measure),
            ["unit"] = set.Unit ?? "",
            ["period"] = PartAnswers.Written(set.Period),
            ["months"] = PartAnswers.Written(set.Months),
            ["keptMonths"] = PartAnswers.Written(set.KeptMonths),
            ["fall"] = PartAnswers.Written(set.Fall),
            ["graceDays"] = PartAnswers.Written(set.GraceDays),
        };
        foreach (var (place, level) in set.Levels.Index())
        {
            values[$"levels.{place}.key"] = level.Key;
            values[$"levels.{place}.name"] = level.Name;
            values[$"levels.{place}.from"] = PartAnswers.Written(level.From);
            values[$"levels.{place}.multiplier"] = PartAnswers.Written(level.Multiplier);
            values[$"levels.{place}.benefits"] = level.Benefits;
        }

        return new PartForm(set.Key, values, new Dictionary<string, string>());
    }
}
