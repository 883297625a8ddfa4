using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Presentation.Screens;

namespace HyOps.Cli.Help;

/// <summary>The help of a command: what it does, how it is called, what it takes, examples.</summary>
internal static class HelpText
{
    private const int Widest = 100;
    private const int Indent = 2;
    private const int Gap = 2;
    private const int WidestLabel = 30;

    /// <summary>Writes it.</summary>
    /// <param name="path">The commands from the root to the one asked about.</param>
    /// <param name="screen">Where to.</param>
    internal static void Write(IReadOnlyList<Command> path, Screen screen)
    {
        var command = path[^1];
        var page = new Page(screen, Math.Clamp(screen.Width ?? Widest, 20, Widest));
        page.Text(command.Description ?? "");
        page.Section("Usage");
        page.Line($"{new string(' ', Indent)}{Usage(path)}");
        page.Rows(path.Count == 1 ? "Commands" : "Verbs", [.. Shown(command.Subcommands).Select(verb => (verb.Name, FirstSentence(verb.Description)))]);
        page.Rows("Arguments", [.. Shown(command.Arguments).Select(argument => (LabelOf(argument), argument.Description ?? ""))]);
        page.Rows("Options", [.. Shown(command.Options).Where(option => !option.Recursive).Concat(OfNouns(path)).Select(RowOf)]);
        page.Rows("Global options", [.. Shown(path[0].Options).Where(option => option.Recursive).Select(RowOf)]);
        page.Examples((command as IHasExamples)?.Examples ?? (path.Count == 1 ? RootExamples.All : []));
        page.ExitCodes(path.Count == 1);
    }

    // What a noun takes for all of its verbs.
    private static IEnumerable<Option> OfNouns(IReadOnlyList<Command> path) => path.Skip(1).SelectMany(noun => Shown(noun.Options)).Where(option => option.Recursive);

    private static IEnumerable<T> Shown<T>(IEnumerable<T> symbols)
        where T : Symbol => symbols.Where(symbol => !symbol.Hidden);

    private static string Usage(IReadOnlyList<Command> path)
    {
        var command = path[^1];
        var words = path.Skip(1).Select(parent => parent.Name).Prepend(CommandPath.Program).ToList();
        words.AddRange(command.Subcommands.Count > 0 ? [path.Count == 1 ? "COMMAND" : "VERB"] : []);
        words.Add("[options]");
        words.AddRange(Shown(command.Arguments).Select(LabelInUsage));
        return string.Join(' ', words);
    }

    private static string LabelInUsage(Argument argument)
    {
        var label = LabelOf(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{label}]" : label;
    }

    private static string LabelOf(Argument argument) => argument.HelpName ?? argument.Name.ToUpperInvariant();

    private static (string Label, string Text) RowOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length));
        var value = option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? "" : $" {option.HelpName ?? "VALUE"}";
        return (names + value, option.Description ?? "");
    }

    private static string FirstSentence(string? text)
    {
        var end = text?.IndexOf(". ", StringComparison.Ordinal) ?? -1;
        return end < 0 ? text ?? "" : text![..(end + 1)];
    }

    private sealed class Page(Screen screen, int width)
    {
        internal void Line(string line) => screen.WriteLine(line);

        internal void Text(string text) => Wrapped(text, width).ForEach(line => screen.WriteLine(line));

        internal void Section(string name)
        {
            screen.WriteLine();
            screen.WriteLine($"{name}:", TextStyle.Strong);
        }

        internal void Rows(string section, IReadOnlyList<(string Label, string Text)> rows)
        {
            if (rows.Count == 0)
            {
                return;
            }

            Section(section);
            var labelWidth = Math.Min(WidestLabel, rows.Max(row => row.Label.Length));
            rows.ToList().ForEach(row => Row(row.Label, row.Text, labelWidth));
        }

        internal void Examples(IReadOnlyList<Example> examples)
        {
            if (examples.Count > 0)
            {
                Section("Examples");
            }

            foreach (var example in examples)
            {
                screen.WriteLine($"  {example.CommandLine}");
                Wrapped(example.Effect, width - 6).ForEach(line => screen.WriteLine("      " + line, TextStyle.Quiet));
            }
        }

        internal void ExitCodes(bool wanted)
        {
            if (wanted)
            {
                Section("Exit codes");
                Wrapped(RootExamples.ExitCodes, width - Indent).ForEach(line => screen.WriteLine("  " + line));
            }
        }

        // A narrow terminal, or a long label, gets the text below the label.
        private void Row(string label, string text, int labelWidth)
        {
            var column = Indent + labelWidth + Gap;
            var below = width - column < 20 || label.Length > labelWidth;
            var lines = Wrapped(text, below ? width - 6 : width - column);
            var space = new string(' ', below ? 6 : column);
            if (below)
            {
                screen.WriteLine($"  {label}");
            }

            foreach (var (index, line) in lines.Index())
            {
                screen.WriteLine(index == 0 && !below ? $"  {label.PadRight(labelWidth + Gap)}{line}".TrimEnd() : space + line);
            }
        }

        private static List<string> Wrapped(string text, int width)
        {
            var lines = new List<string> { "" };
            foreach (var word in text.Split(' '))
            {
                if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                {
                    lines.Add(word);
                }
                else
                {
                    lines[^1] += (lines[^1].Length > 0 ? " " : "") + word;
                }
            }

            return lines;
        }
    }
}
