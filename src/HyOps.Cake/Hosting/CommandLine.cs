using System.Globalization;

namespace HyOps.Cake.Hosting;

/// <summary>A command line that was checked against the options that there are.</summary>
public sealed class CommandLine
{
    private readonly IReadOnlyList<HostOption> options;
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    private CommandLine(IReadOnlyList<HostOption> options) => this.options = options;

    /// <summary>Whether the option is given.</summary>
    /// <param name="name">Its name, without dashes.</param>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The option's value; null where it is not given.</summary>
    /// <param name="name">Its name, without dashes.</param>
    public string? Value(string name) => values.GetValueOrDefault(name)?[^1];

    /// <summary>All values of a repeatable option.</summary>
    /// <param name="name">Its name, without dashes.</param>
    public IReadOnlyList<string> All(string name) => values.GetValueOrDefault(name) ?? [];

    /// <summary>The option's value as a count; null where it is not given.</summary>
    /// <param name="name">Its name, without dashes.</param>
    /// <exception cref="CommandLineException">The value is no count.</exception>
    public int? Count(string name) => Value(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1024
            ? count
            : throw CommandLineException.NotACount(options.First(option => option.Name == name), text);

    /// <summary>The same command line in the one form that every parser reads alike: <c>--name=value</c>.</summary>
    public IReadOnlyList<string> Canonical() =>
        [.. values.SelectMany(pair => pair.Value.Select(value => value.Length == 0 && IsSwitch(pair.Key) ? $"--{pair.Key}" : $"--{pair.Key}={value}"))];

    /// <summary>Reads and checks a command line.</summary>
    /// <param name="args">What the operator typed.</param>
    /// <param name="options">The options that there are.</param>
    /// <param name="targets">The targets that there are, for suggestions.</param>
    /// <exception cref="CommandLineException">An option is unknown, lacks its value, has a wrong one, or is there twice.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyList<HostOption> options, IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(args);
        var line = new CommandLine(options);
        for (var index = 0; index < args.Count; index++)
        {
            var (option, value) = line.Read(args[index], targets);
            if (option.ValueName is not null && value is null && index + 1 < args.Count && !args[index + 1].StartsWith('-'))
            {
                value = args[++index];
            }

            line.Add(option, value);
        }

        line.RequireKnownTargets(targets);
        return line;
    }

    private bool IsSwitch(string name) => options.First(option => option.Name == name).ValueName is null;

    private (HostOption Option, string? Value) Read(string argument, IReadOnlyList<string> targets)
    {
        if (!argument.StartsWith('-'))
        {
            throw CommandLineException.NotAnOption(argument, Suggestion.For(argument, targets));
        }

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var typed = equals < 0 ? argument : argument[..equals];
        var option = options.FirstOrDefault(candidate => typed == $"--{candidate.Name}" || typed == $"-{candidate.Letter}")
            ?? throw CommandLineException.UnknownOption(typed, Suggestion.For(typed.TrimStart('-'), options.Select(known => known.Name)));
        return (option, equals < 0 ? null : argument[(equals + 1)..]);
    }

    private void Add(HostOption option, string? value)
    {
        if (option.ValueName is null && value is not null)
        {
            throw CommandLineException.ValueNotWanted(option, value);
        }

        if (option.ValueName is not null && value is null or "")
        {
            throw CommandLineException.ValueMissing(option);
        }

        value = Known(option, value ?? "");
        if (!values.TryAdd(option.Name, [value]))
        {
            AddAgain(option, value);
        }
    }

    private void AddAgain(HostOption option, string value)
    {
        if (!option.Repeatable && option.ValueName is not null)
        {
            throw CommandLineException.GivenTwice(option, values[option.Name][0], value);
        }

        if (option.Repeatable)
        {
            values[option.Name].Add(value);
        }
    }

    private static string Known(HostOption option, string value) => option.Values.Count == 0
        ? value
        : option.Values.FirstOrDefault(known => string.Equals(known, value, StringComparison.OrdinalIgnoreCase))
            ?? throw CommandLineException.ValueUnknown(option, value, Suggestion.For(value, option.Values));

    private void RequireKnownTargets(IReadOnlyList<string> targets)
    {
        foreach (var target in All("target").Where(target => !targets.Contains(target, StringComparer.OrdinalIgnoreCase)))
        {
            throw CommandLineException.UnknownTarget(target, Suggestion.For(target, targets), targets);
        }
    }
}
