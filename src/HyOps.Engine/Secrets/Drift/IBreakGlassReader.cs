using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Drift;

/// <summary>Opens the break-glass file of an environment, for a comparison.</summary>
internal interface IBreakGlassReader
{
    /// <summary>The secrets in it, by key, registered with the masker.</summary>
    Task<SecretBundle> ReadAsync(BreakGlassSettings settings, string projectRoot, CancellationToken cancellationToken);
}
