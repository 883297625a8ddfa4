using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Core.Modules;

/// <summary>Where a condition of inputs.env_contract holds, the references that it requires are filled.</summary>
internal static class ConditionRules
{
    public static void Apply(JudgedInputs judged)
    {
        if (!judged.Options.WouldRun)
        {
            return;
        }

        foreach (var rule in judged.Contract.EnvContract.Where(rule => EnvConditions.Holds(judged, rule)))
        {
            foreach (var path in rule.Requires.Where(path => IsEmpty(judged, path)))
            {
                Report(judged, rule, path);
            }
        }
    }

    private static bool IsEmpty(JudgedInputs judged, string path) =>
        !judged.Options.Wired.Contains(path.Split('.')[0])
        && judged.Inputs.At(path) is null or ConfigScalar { IsNull: true } or ConfigScalar { Text: "" }
        && !judged.Fields.Any(field => field.Name == path && ReferenceRules.IsReference(field));

    private static void Report(JudgedInputs judged, ConditionalReferences rule, string path) =>
        judged.Problems.Error(
            ProblemCodes.ConditionalReferenceMissing, judged.Inputs.At(path)?.Location ?? rule.Location,
            $"inputs.{path} is empty, but inputs.env_contract requires it where {Conditions(rule)}",
            $"Name a variable there and list it in {judged.KeysField}.", $"inputs.{path}");

    private static string Conditions(ConditionalReferences rule) =>
        string.Join(" and ", rule.When.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} is {string.Join(" or ", pair.Value.Select(Shown.Text))}"));
}
