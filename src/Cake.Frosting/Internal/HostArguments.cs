using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>The command line: the engine's own switches, and everything else as arguments for the tasks.</summary>
internal sealed record HostArguments
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["t"] = "target",
        ["v"] = "verbosity",
        ["e"] = "exclusive",
    };

    public required ILookup<string, string> All { get; init; }

    public IReadOnlyList<string> Targets => All["target"].ToList() is { Count: > 0 } targets ? targets : ["Default"];

    public Verbosity Verbosity => All["verbosity"].LastOrDefault() is { } text ? ParseVerbosity(text) : Verbosity.Normal;

    public bool Has(string name) => All.Contains(name);

    public CakeArguments ToCake() => new(All);

    /// <summary>Takes <c>--name value</c>, <c>--name=value</c>, <c>--flag</c> (true), and one-letter forms with one dash.</summary>
    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        for (var index = 0; index < args.Count; index++)
        {
            if (!args[index].StartsWith('-'))
            {
                continue;
            }

            var (name, value) = Split(args[index]);
            if (value is null && index + 1 < args.Count && !args[index + 1].StartsWith('-'))
            {
                value = args[++index];
            }

            pairs.Add(KeyValuePair.Create(name, value ?? "true"));
        }

        return new HostArguments { All = pairs.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase) };
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var name = argument.TrimStart('-');
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? null : name[(equals + 1)..];
        name = equals < 0 ? name : name[..equals];
        return (Short.GetValueOrDefault(name, name), value);
    }

    private static Verbosity ParseVerbosity(string text) =>
        text.Length > 0 && Enum.GetValues<Verbosity>().Cast<Verbosity?>().FirstOrDefault(value =>
            value.ToString()!.StartsWith(text, StringComparison.OrdinalIgnoreCase)) is { } verbosity
            ? verbosity
            : throw new CakeException($"--verbosity {text} is none of {string.Join(", ", Enum.GetNames<Verbosity>())}");
}
