using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Drift;

/// <summary>Opens the break-glass file of an environment, for a comparison.</summary>
public interface IBreakGlassReader
{
    /// <summary>The secrets in it, by key, registered with the masker.</summary>
    /// <param name="settings">Which file.</param>
    /// <param name="projectRoot">The absolute folder that it is relative to.</param>
    /// <param name="cancellationToken">Ends the wait for a program that unwraps its key.</param>
    /// <exception cref="Core.HyOpsException">It cannot be opened; the message says why, and its next step what opens it.</exception>
    Task<SecretBundle> ReadAsync(BreakGlassSettings settings, string projectRoot, CancellationToken cancellationToken);
}
