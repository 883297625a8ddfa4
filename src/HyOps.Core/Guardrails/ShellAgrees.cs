using HyOps.Core.Lifecycle;

namespace HyOps.Core.Guardrails;

/// <summary>A key that the operator's shell holds with another value than the phase's source is refused, unless allowed by name.</summary>
public sealed class ShellAgrees : IGuardrail
{
    private const string Name = "shell-agrees";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run)
    {
        var refused = run.ShellDifferences.Except(run.AllowedShellKeys).Order().ToList();
        var keys = string.Join(", ", refused);
        return refused.Count == 0
            ? Verdict.Allow(Name, run.ShellDifferences.Count == 0 ? "no key differs" : $"allowed by --allow-shell: {string.Join(", ", run.ShellDifferences.Order())}")
            : Verdict.Refuse(
                Name,
                $"the shell holds {keys} with another value than the phase's source ({PhaseSources.Words(run.Source, run.Environment)})",
                $"unset {string.Join(' ', refused)}, or use the shell's value with {string.Join(' ', refused.Select(key => $"--allow-shell {key}"))} --reason TEXT");
    }
}
