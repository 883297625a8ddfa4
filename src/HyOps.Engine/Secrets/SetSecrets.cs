using System.Collections.Immutable;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Engine.Secrets;

/// <summary>Sets secrets to given values; spaces, line ends and Unicode stay as they are.</summary>
/// <param name="store">The bundle.</param>
/// <param name="masker">Learns the values before anything else happens.</param>
/// <param name="world">Environment, standard input, working directory.</param>
public sealed class SetSecrets(BundleStore store, Masker masker, Surroundings world)
{
    /// <summary>Does it: all keys or none.</summary>
    /// <param name="options">What to set.</param>
    /// <param name="cancellationToken">Ends the waits for input, password and lock.</param>
    /// <exception cref="BundleException">Something is not understood; the message shows no value.</exception>
    /// <exception cref="Vault.EnvFileException">A key is reserved, or a value can be in no environment.</exception>
    public async Task<SetResult> RunAsync(SetOptions options, CancellationToken cancellationToken)
    {
        var values = await new GivenValues(world, store.AllowedReservedKeys).ReadAsync(options, cancellationToken);
        masker.Register(values.Select(pair => pair.Value));
        Vault.EnvFileBody.Format(new Vault.EnvFile { Secrets = SecretBundle.From(values) }, store.AllowedReservedKeys);
        ImmutableArray<SetKey> keys = [];
        var update = await store.UpdateAsync(bundle =>
        {
            keys = [.. values.Select(pair => new SetKey(pair.Key, OutcomeOf(bundle, pair), SecretKindCheck.ProblemOf(SecretKinds.ByName(pair.Key).Kind, pair.Value)))];
            return bundle.With(values);
        }, cancellationToken);
        return new SetResult(keys, update.Notices);
    }

    private static SetOutcome OutcomeOf(SecretBundle bundle, KeyValuePair<SecretName, SecretValue> pair) =>
        !bundle.TryGet(pair.Key, out var before) ? SetOutcome.Added
        : before.Equals(pair.Value) ? SetOutcome.Unchanged
        : SetOutcome.Changed;
}
