using Regulars.Host.Terminal;
using Regulars.Statistics.Propensity;

namespace Regulars.Host.Commands;

/// <summary>Columns, outcomes and folds read from a table. A column in which every filled cell is a number is one of numbers; any other holds kinds.</summary>
internal sealed record LabOutcomes(FeatureTable Table, bool[] Labels, string[]? FoldOf)
{
    public static LabOutcomes Read(TerminalOutput terminal, string path, string label, string positive, IReadOnlyList<string> ignored, string? fold)
    {
        var table = LabTable.Open(terminal, path);
        var (labelColumn, foldColumn) = (table.Find(label), table.FindIfGiven(fold));
        int[] left = [labelColumn, .. foldColumn is { } column ? [column] : Array.Empty<int>(), .. ignored.Select(table.Find)];
        int[] used = [.. Enumerable.Range(0, table.File.Headings.Count).Except(left)];
        if (used.Length == 0)
        {
            throw new CommandException(terminal.Text("cli.lab.churn.no_columns", path));
        }

        var (labels, folds, cells) = (new List<string>(), new List<string>(), used.Select(_ => new LabColumn()).ToArray());
        table.Read([], used, (row, values) =>
        {
            foreach (var (needed, name) in new[] { (labelColumn, label), (foldColumn ?? labelColumn, fold ?? label) })
            {
                if (row[needed].IsEmpty)
                {
                    throw new CommandException(terminal.Text("cli.lab.cell_missing", path, row.Line.ToString(), name));
                }
            }

            labels.Add(row[labelColumn].ToString());
            folds.Add(foldColumn is { } place ? row[place].ToString() : "");
            for (var at = 0; at < used.Length; at++)
            {
                cells[at].Add(row[used[at]], values);
            }
        });

        if (!labels.Contains(positive))
        {
            throw new CommandException(terminal.Text("cli.lab.churn.positive_unknown", path, label, positive, string.Join(", ", labels.Distinct().Take(10))));
        }

        var names = used.Select(at => table.File.Headings[at]).ToArray();
        return new LabOutcomes(
            new FeatureTable([.. cells.Select((column, at) => column.Finish(Unique(names, at)))]), [.. labels.Select(value => value == positive)], foldColumn is null ? null : [.. folds]);
    }

    /// <summary>Headings may repeat; columns of a model may not.</summary>
    private static string Unique(string[] names, int at) => Array.IndexOf(names, names[at]) == at ? names[at] : $"{names[at]} ({at + 1})";

    /// <summary>The cells of one column, both as kinds and, as long as all are, as numbers.</summary>
    private sealed class LabColumn
    {
        private readonly Dictionary<string, string> kinds = new(StringComparer.Ordinal);

        private readonly List<string?> texts = [];

        private readonly List<double> numbers = [];

        private bool isNumeric = true;

        public void Add(ReadOnlySpan<char> cell, Journal.Contracts.TableValues values)
        {
            double? number = null;
            isNumeric = isNumeric && values.TryNumber(cell, out number);
            numbers.Add(number ?? double.NaN);
            texts.Add(cell.IsEmpty ? null : Shared(cell));
        }

        public FeatureColumn Finish(string name) => isNumeric ? new NumberColumn(name, numbers.ToArray()) : new CategoryColumn(name, texts.ToArray());

        private string Shared(ReadOnlySpan<char> cell)
        {
            var known = kinds.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(cell, out var shared))
            {
                shared = cell.ToString();
                kinds.Add(shared, shared);
            }

            return shared;
        }
    }
}
