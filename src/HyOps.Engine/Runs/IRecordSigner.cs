using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>Signs the manifest of a record.</summary>
public interface IRecordSigner
{
    /// <summary>What the record says of it.</summary>
    RecordedSignature Description { get; }

    /// <summary>Writes the detached signature beside the manifest.</summary>
    /// <param name="manifest">The manifest's absolute path.</param>
    /// <param name="cancellationToken">Cancelled = the signer is interrupted.</param>
    /// <exception cref="HyOpsException">There is no signature: the program, the key or its agent is missing, or nobody unlocked it in time.</exception>
    Task SignAsync(string manifest, CancellationToken cancellationToken);
}
