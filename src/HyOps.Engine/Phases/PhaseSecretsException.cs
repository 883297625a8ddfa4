using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>Secrets that a phase needs and that its source does not give: all of them at once. Nothing was started.</summary>
public sealed class PhaseSecretsException : HyOpsException
{
    private PhaseSecretsException(string message, string nextStep)
        : base(Core.ExitCode.SecretsFailed, message, nextStep)
    {
    }

    internal static PhaseSecretsException Missing(
        Phase phase, EnvironmentDefinition environment, IReadOnlyList<SecretName> fromBundle, IReadOnlyList<UnsourcedKey> fromAuthority, string? advice)
    {
        List<string> messages = [];
        List<string> fixes = [];
        if (fromAuthority.Count > 0)
        {
            messages.Add($"{PhaseNames.Of(phase)} of {environment.Name} cannot take from {PhaseSources.Words(PhaseSource.Authority, environment)}:");
            messages.AddRange(fromAuthority.Select(key => $"  {key.Row.Key} ({key.Row.Reference}) {key.Message}"));
            fixes.AddRange(fromAuthority.Select(key => key.Fix).Distinct());
        }

        if (fromBundle.Count > 0)
        {
            var keys = string.Join(' ', fromBundle);
            var values = string.Join(' ', fromBundle.Select(name => $"{name}=VALUE"));
            messages.Add($"missing required env vars: {string.Join(", ", fromBundle)}");
            fixes.Add($"Generate random defaults: hyops secrets ensure --env {environment.Name} {keys}. Or set explicit values: hyops secrets set --env {environment.Name} {values}");
            if (phase is Phase.Dr && environment.BreakGlass is { } glass && fromBundle.Any(glass.Keys.Contains))
            {
                fixes.Add($"Or, where {glass.Runbook} says so: hyops run dr --env {environment.Name} --{PhaseOverrides.BreakGlass} --runbook {glass.Runbook} --reason TEXT");
            }
        }

        if (advice is not null)
        {
            messages.Add(WithoutAuthority.Untouched);
            fixes.Add(advice);
        }

        return new(string.Join('\n', messages), string.Join('\n', fixes));
    }
}
