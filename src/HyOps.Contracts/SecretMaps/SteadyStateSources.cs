using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.SecretMaps;

/// <summary>Every key that steady state needs has a source: a row of the secret map, or the list of connectivity keys.</summary>
internal static class SteadyStateSources
{
    public static void Check(EnvironmentDefinition environment, ProblemList problems)
    {
        if (environment.Authority is not { } authority || environment.SecretMap.Shown.Length == 0 || environment.Phases.GetValueOrDefault(Phase.SteadyState) is not { } plan)
        {
            return;
        }

        var homeless = plan.Steps
            .SelectMany(step => step.Module.RequiredEnv.Union(step.Module.RequiredEnvDestroy).Select(key => (Key: key, Step: step.Id)))
            .Where(need => !environment.SecretMap.Rows.ContainsKey(need.Key) && !authority.ConnectivityKeys.Contains(need.Key))
            .GroupBy(need => need.Key, need => need.Step);
        foreach (var need in homeless.OrderBy(group => group.Key))
        {
            var keys = environment.SecretMap.Rows.Keys.Select(key => key.Value);
            problems.Error(
                ProblemCodes.KeyNotMapped, authority.Location, $"steady-state needs {need.Key} ({string.Join(", ", need.Distinct())}), and {environment.SecretMap.Shown} has no row for it in the scope {authority.Scope}",
                Suggestion.Ask(need.Key.Value, keys, "Add the row; or, if it is a credential to reach infrastructure, name it in secrets.authority.connectivity."),
                "secrets.authority.map", need.Key.Value);
        }
    }
}
