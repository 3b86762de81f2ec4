using Regulars.Host.Terminal;
using Regulars.Statistics.Recommendations;

namespace Regulars.Host.Commands;

/// <summary>What users had before and later, read from a table; users and items are numbered in ordinal order of their names.</summary>
internal sealed record LabHistories(Interactions Training, Interactions Later)
{
    public static LabHistories Read(TerminalOutput terminal, string path, string user, string item, string split)
    {
        var table = LabTable.Open(terminal, path);
        var (userColumn, itemColumn, splitColumn) = (table.Find(user), table.Find(item), table.Find(split));
        var (users, items, pairs) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), new List<(int User, int Item, bool IsTraining)>());
        table.Read([], [], (row, _) =>
        {
            foreach (var (column, name) in new[] { (userColumn, user), (itemColumn, item) })
            {
                if (row[column].IsEmpty)
                {
                    throw new CommandException(terminal.Text("cli.lab.cell_missing", path, row.Line.ToString(), name));
                }
            }

            var isTraining = row[splitColumn].Equals("train", StringComparison.OrdinalIgnoreCase);
            if (!isTraining && !row[splitColumn].Equals("test", StringComparison.OrdinalIgnoreCase))
            {
                throw new CommandException(terminal.Text("cli.lab.recommend.split_unknown", path, row.Line.ToString(), split, row[splitColumn].ToString()));
            }

            pairs.Add((NumberOf(row[userColumn], users), NumberOf(row[itemColumn], items), isTraining));
        });

        var (userPlaces, itemPlaces) = (Places(users), Places(items));
        Interactions Part(bool isTraining) => Interactions.Of(
            users.Count, items.Count, [.. pairs.Where(pair => pair.IsTraining == isTraining).Select(pair => (userPlaces[pair.User], itemPlaces[pair.Item]))]);
        return new LabHistories(Part(true), Part(false));
    }

    private static int NumberOf(ReadOnlySpan<char> name, Dictionary<string, int> numbers)
    {
        var known = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(name, out var number))
        {
            return number;
        }

        numbers.Add(name.ToString(), numbers.Count);
        return numbers.Count - 1;
    }

    /// <summary>For each number by order of appearance, the one by ordinal order.</summary>
    private static int[] Places(Dictionary<string, int> numbers)
    {
        var places = new int[numbers.Count];
        foreach (var (number, place) in numbers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select((pair, place) => (pair.Value, place)))
        {
            places[number] = place;
        }

        return places;
    }
}
