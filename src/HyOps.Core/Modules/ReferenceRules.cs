using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>Every <c>*_env</c> field names a key that the step will get.</summary>
internal static class ReferenceRules
{
    /// <summary>Checks all references, and returns those that hold.</summary>
    public static ImmutableSortedDictionary<string, SecretName> Apply(JudgedInputs judged)
    {
        var references = ImmutableSortedDictionary.CreateBuilder<string, SecretName>(StringComparer.Ordinal);
        foreach (var field in judged.Fields.Where(IsReference))
        {
            if (Check(judged, field) is { } key)
            {
                references[field.Path] = key;
            }
        }

        return references.ToImmutable();
    }

    /// <summary>Whether the field is one that names an environment variable, and is filled.</summary>
    public static bool IsReference(InputField field) =>
        IsReferenceName(field.Name)
        && field.Value is { IsNull: false, AsBoolean: null, Text.Length: > 0 };

    /// <summary>Whether a field of this name names an environment variable. Some name an environment instead: db_state_env is "shared".</summary>
    public static bool IsReferenceName(string name) =>
        name.EndsWith("_env", StringComparison.Ordinal)
        && name is not ("required_env" or "load_vault_env" or "state_env" or "runtime_env")
        && !name.EndsWith("_state_env", StringComparison.Ordinal)
        && !name.EndsWith("_runtime_env", StringComparison.Ordinal);

    private static SecretName? Check(JudgedInputs judged, InputField field)
    {
        var text = field.Value.Text;
        var isKey = SecretName.TryParse(text, out var key);
        if (isKey && judged.Keys.Contains(key!))
        {
            return key;
        }

        if (SecretShapes.Placeholder(text) is not null)
        {
            // SecretRules reports it where it would run; a spec's own placeholder is for the operator to replace.
            return null;
        }

        if (SecretShapes.LooksLikeValue(text))
        {
            LooksLikeValue(judged, field);
        }
        else if (EnvConditions.IsActive(judged, field) is not false)
        {
            Missing(judged, field, isKey);
        }

        return null;
    }

    private static void LooksLikeValue(JudgedInputs judged, InputField field) =>
        judged.Problems.Error(
            ProblemCodes.ReferenceLooksLikeValue, field.Value.Location,
            $"inputs.{field.Path} seems to hold a value, not the name of a variable (not shown)",
            "Put the name of an environment variable there, set its value with hyops secrets set, and replace the secret if the file was ever committed.",
            $"inputs.{field.Path}");

    private static void Missing(JudgedInputs judged, InputField field, bool isKey)
    {
        if (!isKey)
        {
            judged.Problems.Error(
                ProblemCodes.ReferenceNotAName, field.Value.Location,
                $"inputs.{field.Path} does not hold the name of an environment variable (not shown: it may be a value)",
                "Name a variable ([A-Z_][A-Z0-9_]*), or leave the field empty.", $"inputs.{field.Path}");
            return;
        }

        var safe = SecretShapes.IsSafeToShow(field.Value.Text);
        var shown = safe ? field.Value.Text : "a variable that is not shown (its name is not of the form of one, so it may be a value)";
        var isDefault = judged.IsDefault(field.Value);
        var isConditional = EnvConditions.IsActive(judged, field) is true;
        judged.Problems.Add(
            isDefault && !isConditional ? judged.Options.InactiveDefaults : Severity.Error,
            ProblemCodes.ReferenceNotRequired, field.Value.Location,
            $"inputs.{field.Path} names {shown}, which {Place(judged)} lacks",
            Fix(judged, field.Value.Text, isDefault, isConditional), $"inputs.{field.Path}", safe ? field.Value.Text : null);
    }

    private static string Place(JudgedInputs judged) =>
        judged.Inputs[judged.KeysField] is { } list ? $"inputs.{judged.KeysField} at {list.Location}" : $"inputs.{judged.KeysField}";

    private static string Fix(JudgedInputs judged, string text, bool isDefault, bool isConditional)
    {
        if (Suggestion.For(text, judged.Keys.Select(key => key.Value)) is { } meant)
        {
            return $"Did you mean '{meant}'? Otherwise add the key to {judged.KeysField}.";
        }

        return (isDefault, isConditional) switch
        {
            (_, true) => "Add it there: inputs.env_contract says that the field counts with these inputs.",
            (true, _) => "Add it there, empty the default, or make it conditional with inputs.env_contract.",
            _ => "Add it there, or leave the field out.",
        };
    }
}
