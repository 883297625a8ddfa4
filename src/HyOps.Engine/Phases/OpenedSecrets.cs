using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>The secrets of a phase: what its steps need, and where each came from.</summary>
internal sealed record OpenedSecrets
{
    /// <summary>All keys that the phase's steps need.</summary>
    public required ImmutableSortedSet<SecretName> Needed { get; init; }

    /// <summary>The phase's source: the encrypted bundle.</summary>
    public required SecretBundle Bundle { get; init; }

    /// <summary>The needed keys that the operator's shell holds, with a value that is not empty.</summary>
    public required SecretBundle Shell { get; init; }

    /// <summary>The keys that may come from the shell.</summary>
    public required IReadOnlyCollection<SecretName> AllowedShellKeys { get; init; }

    /// <summary>The keys whose value in the shell is not the source's, or which the source lacks.</summary>
    public IReadOnlyCollection<SecretName> ShellDifferences =>
        [.. Shell.Secrets.Where(pair => !Bundle.TryGet(pair.Key, out var value) || !value.Equals(pair.Value)).Select(pair => pair.Key)];

    /// <summary>What the steps are given.</summary>
    public GivenSecrets Given => new(Bundle.Only(Needed).With(FromShell.Secrets), name => FromShell.Holds(name) ? "shell" : "bundle");

    private SecretBundle FromShell => Shell.Only(ShellDifferences.Intersect(AllowedShellKeys));

    /// <summary>Every needed key must be there and not empty.</summary>
    /// <exception cref="HyOpsException">Some are not; all are named, with the commands that set them.</exception>
    public void RequireAll(EnvironmentName environment)
    {
        var missing = Needed.Where(name => !Bundle.Holds(name) && !FromShell.Holds(name)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var keys = string.Join(' ', missing);
        throw new HyOpsException(
            ExitCode.SecretsFailed,
            $"missing required env vars: {string.Join(", ", missing)}",
            $"Generate random defaults: hyops secrets ensure --env {environment} {keys}. Or set explicit values: hyops secrets set --env {environment} {string.Join(' ', missing.Select(name => $"{name}=VALUE"))}");
    }
}
