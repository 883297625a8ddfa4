using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Core.Modules;

/// <summary>The operator's inputs are known to the module, and of the kind of its defaults.</summary>
internal static class InputShapeRules
{
    /// <summary>Inputs that every module has, whether or not its defaults name them.</summary>
    public static readonly string[] Common = ["required_env", "required_env_destroy", "load_vault_env"];

    public static void Apply(ModuleContract contract, ConfigMap inputs, ResolutionOptions options, ProblemList problems)
    {
        foreach (var entry in inputs.Entries)
        {
            if (contract.Defaults[entry.Key] is { } value)
            {
                CheckKind(value, entry.Value, $"inputs.{entry.Key}", problems);
            }
            else if (!Common.Contains(entry.Key))
            {
                Unknown(contract, entry, options, problems);
            }
        }
    }

    private static void Unknown(ModuleContract contract, ConfigEntry entry, ResolutionOptions options, ProblemList problems) =>
        problems.Add(
            options.UnknownInputs, ProblemCodes.UnknownInput, entry.KeyLocation,
            $"{contract.ModuleRef} has no input '{Shown.Text(entry.Key)}'",
            Suggestion.Ask(entry.Key, contract.Defaults.Keys.Concat(Common), $"Remove it, or declare it with a default (null is one) under inputs.defaults of {contract.Location.File}."),
            $"inputs.{entry.Key}");

    private static void CheckKind(ConfigNode value, ConfigNode over, string field, ProblemList problems)
    {
        if (over is ConfigScalar { IsNull: true } || value is ConfigScalar { IsNull: true } || over is ConfigScalar { Text: ['{', '{', ..] })
        {
            return;
        }

        if (value is ConfigMap lower && over is ConfigMap upper)
        {
            foreach (var entry in upper.Entries.Where(entry => lower[entry.Key] is not null))
            {
                CheckKind(lower[entry.Key]!, entry.Value, $"{field}.{entry.Key}", problems);
            }
        }
        else if (KindOf(value) is var kind && KindOf(over) is var given && Differ(kind, given) is { } severity)
        {
            problems.Add(severity, ProblemCodes.InputKind, over.Location, $"{field} is {given}, but its default at {value.Location} is {kind}", Fix(kind), field);
        }
    }

    private static string KindOf(ConfigNode node) => node switch
    {
        ConfigMap => "a map",
        ConfigList => "a list",
        ConfigScalar { AsBoolean: not null } => "a boolean",
        ConfigScalar { AsInteger: not null } => "a number",
        _ => "a text",
    };

    // A number for a text is what authors write for versions and ids, and keeps its text; the other way round tools disagree.
    private static Severity? Differ(string kind, string given) => (kind, given) switch
    {
        _ when kind == given => null,
        ("a text", "a number" or "a boolean") => null,
        ("a number", "a text") => Severity.Warning,
        _ => Severity.Error,
    };

    private static string Fix(string kind) => kind switch
    {
        "a boolean" => "Write true or false, without quotes (yes, no, on and off are texts).",
        "a number" => "Write a plain whole number, without quotes and leading zeros, or leave it if the module takes a text.",
        _ => $"Write {kind}, or leave the field out.",
    };
}
