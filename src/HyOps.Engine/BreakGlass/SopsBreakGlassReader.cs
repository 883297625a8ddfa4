using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Secrets.Drift;

namespace HyOps.Engine.BreakGlass;

/// <summary>Opens the SOPS file with the operator's age identity or PGP key, all in memory.</summary>
/// <param name="runner">Starts age and gpg.</param>
/// <param name="masker">Learns the values.</param>
/// <param name="world">Tells where the keys are.</param>
public sealed class SopsBreakGlassReader(ICommandRunner runner, Masker masker, Surroundings world) : IBreakGlassReader
{
    /// <inheritdoc/>
    public async Task<SecretBundle> ReadAsync(BreakGlassSettings settings, string projectRoot, CancellationToken cancellationToken) =>
        (await new BreakGlassStore(settings, projectRoot, runner, masker, world).OpenAsync(cancellationToken).ConfigureAwait(false)).Secrets();
}
