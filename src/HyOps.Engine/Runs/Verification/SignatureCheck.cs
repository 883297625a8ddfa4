using HyOps.Core.Commands;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>Asks the program that made a signature whether it is good, and whose it is.</summary>
/// <param name="programs">Starts the programs.</param>
/// <param name="directory">The record.</param>
/// <param name="signature">What the record says of its signature.</param>
/// <param name="trust">Whose signatures are accepted.</param>
internal sealed class SignatureCheck(SigningPrograms programs, string directory, RecordedSignature signature, SignatureTrust trust)
{
    private readonly string file = RecordSignatures.FileOf(signature.With);

    public Task<(RecordFinding? Finding, string? SignedBy)> RunAsync(CancellationToken cancellationToken) => signature.With switch
    {
        RecordSignatures.Gpg => ByGpgAsync(cancellationToken),
        RecordSignatures.SshKeygen => BySshAsync(cancellationToken),
        _ => Task.FromResult(Changed($"was made with {signature.With}, which signs no records")),
    };

    // https://github.com/gpg/gnupg/blob/master/doc/DETAILS, "General status codes"
    private async Task<(RecordFinding?, string?)> ByGpgAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["--batch", "--status-fd", "1", "--verify", Path.Combine(directory, file), Path.Combine(directory, RunJournal.ManifestFile)];
        var (result, _) = await programs.RunAsync(RecordSignatures.Gpg, arguments, null, cancellationToken).ConfigureAwait(false);
        var status = SigningPrograms.TextOf(result).Split('\n').Where(line => line.StartsWith("[GNUPG:] ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1..]).ToList();
        if (status.Find(words => words[0] == "NO_PUBKEY") is { } missing)
        {
            return trust.IsRequired
                ? Changed($"is of a key that this keyring lacks: {missing[^1]}")
                : (new RecordFinding(FindingKind.Exposed, file, $"cannot be checked here: the keyring lacks the key {missing[^1]} (gpg --import adds it)"), null);
        }

        var valid = status.Find(words => words[0] == "VALIDSIG" && words.Length > 2);
        if (valid is null || result.ExitCode != 0 || status.Exists(words => words[0] is "BADSIG" or "REVKEYSIG"))
        {
            return Changed("is no good signature of record.sha256");
        }

        // The signing key itself, or the primary key that it belongs to.
        string[] fingerprints = [valid[1], valid[^1]];
        var wanted = trust.Signer ?? signature.Key;
        return fingerprints.Contains(wanted, StringComparer.OrdinalIgnoreCase)
            ? (null, $"signed by gpg key {valid[^1]}")
            : Changed($"is of gpg key {valid[^1]}, not of {wanted}");
    }

    private async Task<(RecordFinding?, string?)> BySshAsync(CancellationToken cancellationToken)
    {
        var identity = trust.Signer ?? signature.Identity ?? "";
        string[] arguments = trust.AllowedSigners is { } allowed
            ? ["-Y", "verify", "-n", RecordSignatures.Namespace, "-f", allowed, "-I", identity, "-s", Path.Combine(directory, file)]
            : ["-Y", "check-novalidate", "-n", RecordSignatures.Namespace, "-s", Path.Combine(directory, file)];
        var manifest = CommandInput.From(await File.ReadAllTextAsync(Path.Combine(directory, RunJournal.ManifestFile), cancellationToken).ConfigureAwait(false));
        var (result, said) = await programs.RunAsync(RecordSignatures.SshKeygen, arguments, manifest, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            return Changed(trust.AllowedSigners is null ? "is no good signature of record.sha256" : $"is not {identity}'s by {trust.AllowedSigners}: {said.Split('\n')[^1]}");
        }

        var key = SigningPrograms.TextOf(result).Trim().Split(' ')[^1];
        return (null, trust.AllowedSigners is null
            ? $"signed by SSH key {key}, whose owner was not checked (--allowed-signers FILE does)"
            : $"signed by {identity} with SSH key {key}");
    }

    private (RecordFinding? Finding, string? SignedBy) Changed(string what) => (new RecordFinding(FindingKind.Changed, file, what), null);
}
