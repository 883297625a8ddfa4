using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>Verifies a record: every byte, and the signature with the program that made it.</summary>
/// <param name="services">What it stands on.</param>
public sealed class VerifyRecord(EngineServices services)
{
    /// <summary>Verifies a record.</summary>
    /// <param name="run">The run as it lies on disk.</param>
    /// <param name="trust">Whose signatures are accepted.</param>
    /// <param name="cancellationToken">Cancelled = the program that verifies is interrupted.</param>
    /// <exception cref="HyOpsException">The program that verifies the signature is missing.</exception>
    public async Task<RecordVerification> RunAsync(StoredRun run, SignatureTrust trust, CancellationToken cancellationToken)
    {
        var seen = RecordInspection.Of(run);
        if (seen.State is RecordState.Running or RecordState.Torn)
        {
            return seen;
        }

        if (seen.Signature is not { Failure: null } signature)
        {
            return trust.IsRequired ? With(seen, new RecordFinding(FindingKind.Changed, RunJournal.RecordFile, $"is not signed{Why(seen.Signature)}"), null) : seen;
        }

        if (!File.Exists(Path.Combine(run.Directory, RecordSignatures.FileOf(signature.With))))
        {
            return seen;
        }

        var check = new SignatureCheck(new SigningPrograms(services.Runner, services.World), run.Directory, signature, trust);
        var (finding, signedBy) = await check.RunAsync(cancellationToken).ConfigureAwait(false);
        return With(seen, finding, signedBy);
    }

    private static string Why(RecordedSignature? signature) => signature?.Failure is { } failure ? $": {failure}" : "";

    private static RecordVerification With(RecordVerification seen, RecordFinding? finding, string? signedBy) => finding is null
        ? seen with { SignedBy = signedBy }
        : seen with
        {
            SignedBy = signedBy,
            Findings = [.. seen.Findings.Append(finding).OrderByDescending(each => each.Kind)],
            State = (RecordState)Math.Max((int)seen.State, (int)Findings.StateOf(finding.Kind)),
        };
}
