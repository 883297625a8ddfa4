using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>
/// The end of a record. <c>record.json</c> in its last form is put in place last of all: a record without an exit code was cut off, and one with
/// an exit code is whole, or somebody changed it.
/// </summary>
public sealed partial class RunJournal
{
    /// <summary>The manifest's file name: the digest of <c>record.json</c>, as <c>sha256sum --check</c> reads it.</summary>
    public static string ManifestFile => "record.sha256";

    /// <summary>The last event of a whole record.</summary>
    public static string SealedEvent => "record-sealed";

    private string ManifestPath => Path.Combine(Directory, ManifestFile);

    /// <summary>
    /// Ends the record: digests of all its files go into <c>record.json</c>, its own digest into the manifest, and the signature, where one is
    /// wanted, over that. A signature that fails does not lose the record: it says so, and an exit code of 0 becomes 20.
    /// </summary>
    /// <param name="record">The record with its exit code.</param>
    /// <param name="signer">Signs the manifest; null where nobody is asked to.</param>
    /// <param name="cancellationToken">Cancelled = the signer is interrupted, and the record says that it is not signed.</param>
    /// <returns>The record as it was written.</returns>
    /// <exception cref="FileProblemException">A file cannot be read or written.</exception>
    public async Task<RunRecord> SealAsync(RunRecord record, IRecordSigner? signer, CancellationToken cancellationToken)
    {
        // Whoever still tells something is too late: the chain ends here.
        isSealed = true;
        var whole = record with { Signature = signer?.Description };
        var bytes = WriteManifest(whole);
        if (signer is not null)
        {
            try
            {
                await signer.SignAsync(ManifestPath, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HyOpsException or OperationCanceledException)
            {
                whole = Unsigned(whole, e);
                bytes = WriteManifest(whole);
            }
        }

        AtomicFile.Write(Path.Combine(Directory, RecordFile), bytes);
        return whole;
    }

    /// <summary>What the manifest says of a <c>record.json</c>.</summary>
    /// <param name="record">Its bytes.</param>
    internal static string ManifestOf(ReadOnlySpan<byte> record) => $"{RecordFiles.HashOf(record)}  {RecordFile}\n";

    private RunRecord Unsigned(RunRecord record, Exception reason)
    {
        var signature = record.Signature!;
        RecordSignatures.FilesOf(Directory).ForEach(File.Delete);
        Append(new JsonObject { ["event"] = "signature-failed", ["with"] = signature.With, ["reason"] = reason.Message });
        return record with
        {
            Signature = signature with { Failure = reason.Message },
            ExitCode = record.ExitCode is 0 ? (int)ExitCode.ToolFailed : record.ExitCode,
            Error = record.Error ?? new RecordedError($"the record could not be signed: {reason.Message}", (reason as HyOpsException)?.NextStep),
        };
    }

    private byte[] WriteManifest(RunRecord record)
    {
        AtomicFile.RemoveLeftovers(Path.Combine(Directory, RecordFile));
        Append(new JsonObject { ["event"] = SealedEvent, ["exit_code"] = record.ExitCode });
        events.Flush(flushToDisk: true);
        var bytes = BytesOf(record, RecordFiles.Describe(Directory));
        AtomicFile.Write(ManifestPath, ManifestOf(bytes));
        return bytes;
    }
}
