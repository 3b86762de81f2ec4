using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Journal.Contracts;

namespace Regulars.Host.Commands;

/// <summary>The table that a command of the bench works on; what is wrong with it is told in the reader's language.</summary>
internal sealed class LabTable
{
    private readonly TerminalOutput terminal;

    private readonly string path;

    private LabTable(TerminalOutput terminal, string path, TableFile file)
    {
        this.terminal = terminal;
        this.path = path;
        File = file;
    }

    public TableFile File { get; }

    public static Argument<string> Argument(TerminalOutput terminal) => new("FILE") { Description = terminal.Text("cli.lab.file") };

    /// <summary>An option that names a column.</summary>
    public static Option<string?> Column(TerminalOutput terminal, string name, bool isRequired = false) => new(name)
    {
        Description = terminal.Text($"cli.lab.option.{name[2..].Replace('-', '_')}"),
        HelpName = "COLUMN",
        Required = isRequired,
    };

    public static Option<string?> Format(TerminalOutput terminal)
    {
        var option = new Option<string?>("--format") { Description = terminal.Text("cli.lab.option.format") };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    public static LabTable Open(TerminalOutput terminal, string path)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new CommandException(terminal.Text("cli.file_missing", path));
        }

        var opened = TableFile.Open(path);
        return opened.Refusal is { } refusal
            ? throw new CommandException(terminal.Text("cli.lab.refused", path, FileImport.Explain(terminal, refusal.Code, [refusal.Place ?? ""])))
            : new LabTable(terminal, path, opened.Value);
    }

    /// <summary>The position of a column by its name; a name that does not exist is answered with those that do.</summary>
    public int Find(string name) => File.Find(name)
        ?? throw new CommandException(terminal.Text("cli.lab.column_unknown", path, name, string.Join(", ", File.Headings)));

    /// <summary>The position of a column that may not be given; null when it is not.</summary>
    public int? FindIfGiven(string? name) => name is null ? null : Find(name);

    /// <summary>What to throw where a cell that every row must have is empty.</summary>
    public CommandException Missing(long line, int column) =>
        new(terminal.Text("cli.lab.cell_missing", path, line.ToString(), File.Headings[column]));

    /// <summary>Calls <paramref name="take"/> with each row and a reader of the cells of these columns.</summary>
    public void Read(IReadOnlyList<int> dates, IReadOnlyList<int> numbers, Action<TableRow, TableValues> take)
    {
        try
        {
            var values = File.Values(dates, numbers);
            if (values.Refusal is { } refusal)
            {
                throw new CommandException(terminal.Text("cli.lab.refused", path, FileImport.Explain(terminal, refusal.Code, [refusal.Place ?? ""])));
            }

            foreach (var row in File.Rows())
            {
                take(row, values.Value);
            }
        }
        catch (TableCellException fault)
        {
            throw new CommandException(terminal.Text(
                fault.Fault switch
                {
                    TableCellFault.Number => "cli.lab.number_unreadable",
                    TableCellFault.Date => "cli.lab.date_unreadable",
                    _ => "cli.lab.row_unreadable",
                },
                path, fault.Line.ToString(), fault.Column, fault.Text));
        }
        catch (InvalidDataException)
        {
            throw new CommandException(terminal.Text("cli.lab.refused", path, FileImport.Explain(terminal, "import.container_damaged", [""])));
        }
    }
}
