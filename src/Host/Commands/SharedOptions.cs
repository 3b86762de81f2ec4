using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Host.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>The folder where an installation lives when nobody says another.</summary>
    private const string DefaultDataFolder = "data";

    public static Option<string?> Data(TerminalOutput terminal) => new("--data")
    {
        Description = terminal.Text("cli.option.data"),
        HelpName = "DIR",
    };

    public static Option<string?> AsOf(TerminalOutput terminal) => new("--as-of")
    {
        Description = terminal.Text("cli.option.as_of"),
        HelpName = "DATE",
    };

    public static Option<string?> From(TerminalOutput terminal) => new("--from")
    {
        Description = terminal.Text("cli.option.from"),
        HelpName = "DATE",
    };

    public static Option<string?> To(TerminalOutput terminal) => new("--to")
    {
        Description = terminal.Text("cli.option.to"),
        HelpName = "DATE",
    };

    public static Option<int?> Window(TerminalOutput terminal) => new("--window")
    {
        Description = terminal.Text("cli.option.window"),
        HelpName = "DAYS",
    };

    public static Option<string?> Unit(TerminalOutput terminal) => Choice("--by", terminal.Text("cli.option.by"), "month", "week", "quarter", "year");

    public static Option<string?> Part(TerminalOutput terminal) => new("--only")
    {
        Description = terminal.Text("cli.option.only"),
        HelpName = "DIMENSION=VALUE",
    };

    public static Option<string?> Format(TerminalOutput terminal) => Choice("--format", terminal.Text("cli.option.format"), "text", "json", "csv");

    public static Option<string?> Currency(TerminalOutput terminal) => new("--currency")
    {
        Description = terminal.Text("cli.option.currency"),
        HelpName = "CODE",
    };

    public static Option<string?> TimeZone(TerminalOutput terminal) => new("--time-zone")
    {
        Description = terminal.Text("cli.option.time_zone"),
        HelpName = "ZONE",
    };

    public static Option<int> Port(TerminalOutput terminal) => new("--port")
    {
        Description = terminal.Text("cli.option.port"),
        DefaultValueFactory = _ => 5080,
        HelpName = "PORT",
    };

    /// <summary>Where the installation is that the options name.</summary>
    public static InstallationOptions Installation(string? data) => new(
        data ?? Environment.GetEnvironmentVariable("REGULARS_DATA") ?? DefaultDataFolder,
        Environment.GetEnvironmentVariable("REGULARS_DATABASE") is { Length: > 0 } connection ? connection : null);

    /// <summary>A day given on the command line; null when it was not given.</summary>
    public static Day? DayOf(TerminalOutput terminal, string option, string? text) => text is null
        ? null
        : Day.TryParse(text) ?? throw new CommandException(terminal.Text("cli.day_unreadable", option, text));

    /// <summary>What a report is asked about.</summary>
    public static ReportQuery Query(TerminalOutput terminal, string? asOf, string? from, string? to, int? window, string? unit, string? part)
    {
        if ((from is null) != (to is null))
        {
            throw new CommandException(terminal.Text("cli.period_half"));
        }

        if (window is <= 0 or > 3660)
        {
            throw new CommandException(terminal.Text("cli.window_absurd"));
        }

        var period = from is null
            ? (Period?)null
            : new Period(DayOf(terminal, "--from", from)!.Value, DayOf(terminal, "--to", to)!.Value);
        if (period is { Days: <= 0 })
        {
            throw new CommandException(terminal.Text("cli.period_empty"));
        }

        return new ReportQuery
        {
            AsOf = DayOf(terminal, "--as-of", asOf),
            Period = period,
            WindowDays = window,
            Unit = unit is null ? CalendarUnit.Month : Enum.Parse<CalendarUnit>(unit, ignoreCase: true),
            Part = part is null ? null : PartOf(terminal, part),
        };
    }

    private static ReportPart PartOf(TerminalOutput terminal, string text)
    {
        var sign = text.IndexOf('=');
        var dimension = sign < 0 ? text : text[..sign];
        return sign > 0 && dimension is "store" or "channel" or "country" or "category"
            ? new ReportPart(dimension, text[(sign + 1)..])
            : throw new CommandException(terminal.Text("cli.part_unreadable", text));
    }

    private static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
