using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The values that a phase's run would have: of its source, and of the shell where that is allowed by key.</summary>
/// <param name="Needed">The keys that its modules require.</param>
/// <param name="Source">What the phase's source gives, of these and of the keys to sign in with.</param>
/// <param name="Shell">The same keys that the operator's shell holds, with a value that is not empty.</param>
/// <param name="AllowedShellKeys">The keys that may come from the shell.</param>
internal sealed record MergedSecrets(
    ImmutableSortedSet<SecretName> Needed, SecretBundle Source, SecretBundle Shell, IReadOnlyCollection<SecretName> AllowedShellKeys)
{
    /// <summary>The keys whose value in the shell is not the source's, or which the source lacks.</summary>
    public IReadOnlyList<SecretName> ShellDifferences =>
        [.. Shell.Secrets.Where(pair => !Source.TryGet(pair.Key, out var value) || !value.Equals(pair.Value)).Select(pair => pair.Key)];

    /// <summary>Those that a run would refuse.</summary>
    public IReadOnlyList<SecretName> RefusedShellKeys => [.. ShellDifferences.Except(AllowedShellKeys)];

    /// <summary>What the modules would be given.</summary>
    public SecretBundle Given => Source.With(Shell.Only(ShellDifferences.Intersect(AllowedShellKeys)).Secrets).Only(Needed);

    /// <summary>The keys that nothing gives.</summary>
    public IReadOnlyList<SecretName> Missing
    {
        get
        {
            var given = Given;
            return [.. Needed.Where(key => !given.Holds(key))];
        }
    }
}
