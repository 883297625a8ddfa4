using System.Collections.Immutable;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>The secrets of a phase: what its steps need, and where each came from.</summary>
internal sealed record OpenedSecrets
{
    /// <summary>All keys that the phase's steps need.</summary>
    public required ImmutableSortedSet<SecretName> Needed { get; init; }

    /// <summary>What the phase's source gave.</summary>
    public required SourcedSecrets Sourced { get; init; }

    /// <summary>The keys of the phase that the operator's shell holds, with a value that is not empty.</summary>
    public required SecretBundle Shell { get; init; }

    /// <summary>The keys that may come from the shell.</summary>
    public required IReadOnlyCollection<SecretName> AllowedShellKeys { get; init; }

    /// <summary>The keys whose value in the shell is not the source's, or which the source lacks.</summary>
    public IReadOnlyCollection<SecretName> ShellDifferences =>
        [.. Shell.Secrets.Where(pair => !Sourced.Values.TryGet(pair.Key, out var value) || !value.Equals(pair.Value)).Select(pair => pair.Key)];

    /// <summary>What the steps are given.</summary>
    public GivenSecrets Given => new(Sourced.Values.With(FromShell.Secrets).Only(Needed), name => FromShell.Holds(name) ? SecretOrigin.Shell : Sourced.OriginOf(name));

    private SecretBundle FromShell => Shell.Only(ShellDifferences.Intersect(AllowedShellKeys));

    /// <summary>Every needed key must be there and not empty.</summary>
    /// <exception cref="PhaseSecretsException">Some are not; all are named, with the commands that set them.</exception>
    public void RequireAll(Phase phase, EnvironmentDefinition environment)
    {
        var missing = Needed.Where(name => !Sourced.Values.Holds(name) && !FromShell.Holds(name)).ToList();
        if (missing.Count > 0)
        {
            throw PhaseSecretsException.Missing(phase, environment, [.. missing.Where(name => !Sourced.Unsourced.ContainsKey(name))], [.. Sourced.Unsourced.Values.Where(key => missing.Contains(key.Row.Key))], Sourced.Advice);
        }
    }
}
