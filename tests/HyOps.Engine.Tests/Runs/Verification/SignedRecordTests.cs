using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Runs.Verification;

/// <summary>Signatures by the real gpg and the real ssh-keygen.</summary>
public sealed class SignedRecordTests : IDisposable
{
    private const string Identity = "ops@example.test";
    private readonly SmallRecord record = new();
    private readonly TestWorld world = new();
    private readonly Lazy<GpgHome> gpg = new(() => new GpgHome());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        record.Dispose();
        world.Dispose();
        if (gpg.IsValueCreated)
        {
            gpg.Value.Dispose();
        }
    }

    [Fact]
    public async Task A_signature_of_gpg_holds_for_its_key_alone_and_not_for_another_record()
    {
        var key = gpg.Value.CreateKey(passphrase: "");
        var other = gpg.Value.CreateKey(passphrase: "");
        var written = await SealAsync(new RecordSigning(SigningProgram.Gpg, key, null));

        var good = await VerifyAsync(new SignatureTrust());
        var byOther = await VerifyAsync(new SignatureTrust { Signer = other });
        await ResealWithoutKeyAsync();
        var forged = await VerifyAsync(new SignatureTrust());

        Assert.Equal((0, null), (written.ExitCode, written.Signature!.Failure));
        Assert.Equal((RecordState.Intact, $"signed by gpg key {key}"), (good.State, good.SignedBy));
        Assert.Equal(RecordState.Tampered, byOther.State);
        Assert.Contains("not of " + other, byOther.Findings[0].What, StringComparison.Ordinal);
        Assert.Equal((RecordState.Tampered, "record.sha256.asc"), (forged.State, forged.Findings[0].File));
    }

    [Fact]
    public async Task A_keyring_without_the_key_cannot_tell()
    {
        var key = gpg.Value.CreateKey(passphrase: "");
        await SealAsync(new RecordSigning(SigningProgram.Gpg, key, null));
        using var stranger = new GpgHome();

        var verdict = await VerifyAsync(new SignatureTrust(), stranger);
        var strict = await VerifyAsync(new SignatureTrust { Signer = key }, stranger);

        Assert.Equal((RecordState.Exposed, ExitCode.No), (verdict.State, verdict.ExitCode));
        Assert.Contains("the keyring lacks the key", verdict.Findings[0].What, StringComparison.Ordinal);
        Assert.Equal(RecordState.Tampered, strict.State);
    }

    [Fact]
    public async Task An_agent_that_refuses_leaves_a_whole_record_that_says_so()
    {
        var key = gpg.Value.CreateKey();
        gpg.Value.Configure($"pinentry-program {gpg.Value.Pinentry(null)}");

        var written = await SealAsync(new RecordSigning(SigningProgram.Gpg, key, null));
        var verdict = await VerifyAsync(new SignatureTrust());

        Assert.Equal((int)ExitCode.ToolFailed, written.ExitCode);
        Assert.Contains("gpg gave no signature", written.Error!.Message, StringComparison.Ordinal);
        Assert.Equal((RecordState.Intact, true), (verdict.State, verdict.Words.EndsWith("its signature failed", StringComparison.Ordinal)));
        Assert.Equal(RecordState.Tampered, (await VerifyAsync(new SignatureTrust { Signer = key })).State);
    }

    [Fact]
    public async Task A_signer_that_is_not_there_leaves_a_whole_record_that_says_so()
    {
        using var journal = record.Begin();
        var services = EngineServices.In(world.Surroundings(new Dictionary<string, string?> { ["PATH"] = world.Folder.CreateFolder("empty") + ":/nowhere" }));

        var written = await record.SealAsync(journal, RecordSigner.For(new RecordSigning(SigningProgram.Gpg, new string('A', 40), null), services));

        Assert.Equal((int)ExitCode.ToolFailed, written.ExitCode);
        Assert.Contains("gpg: not found", written.Signature!.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_ssh_keygen_holds_for_allowed_signers_alone()
    {
        var key = await KeyAsync("key");
        var other = await KeyAsync("other");
        await SealAsync(new RecordSigning(SigningProgram.SshKeygen, key, Identity));
        var allowed = world.Folder.Write("allowed", $"{Identity} namespaces=\"hyops-run\" {await File.ReadAllTextAsync(key + ".pub", Token)}");
        var others = world.Folder.Write("others", $"{Identity} {await File.ReadAllTextAsync(other + ".pub", Token)}");

        var good = await VerifyAsync(new SignatureTrust { AllowedSigners = allowed });
        var anybody = await VerifyAsync(new SignatureTrust());
        var byOther = await VerifyAsync(new SignatureTrust { AllowedSigners = others });
        await ResealWithoutKeyAsync();

        Assert.Equal(RecordState.Intact, good.State);
        Assert.StartsWith($"signed by {Identity} with SSH key SHA256:", good.SignedBy, StringComparison.Ordinal);
        Assert.Equal(RecordState.Intact, anybody.State);
        Assert.Contains("whose owner was not checked", anybody.SignedBy, StringComparison.Ordinal);
        Assert.Equal(RecordState.Tampered, byOther.State);
        Assert.Equal(RecordState.Tampered, (await VerifyAsync(new SignatureTrust { AllowedSigners = allowed })).State);
        Assert.Equal(RecordState.Tampered, (await VerifyAsync(new SignatureTrust())).State);
    }

    [Fact]
    public async Task An_ssh_key_that_nobody_unlocked_leaves_a_whole_record_that_says_so()
    {
        var key = await KeyAsync("locked", "a passphrase of the tests");

        var written = await SealAsync(new RecordSigning(SigningProgram.SshKeygen, key, Identity));

        Assert.Equal((int)ExitCode.ToolFailed, written.ExitCode);
        Assert.False(File.Exists(record.At("record.sha256.sig")));
        Assert.Equal(RecordState.Intact, record.Verdict.State);
    }

    [Fact]
    public async Task A_signature_that_is_gone_is_found()
    {
        await SealAsync(new RecordSigning(SigningProgram.SshKeygen, await KeyAsync("key"), Identity));
        File.Delete(record.At("record.sha256.sig"));

        Assert.Equal("record.sha256.sig: is missing: the record says that it was signed", Assert.Single(record.Verdict.Findings).ToString());
    }

    private async Task<RunRecord> SealAsync(RecordSigning signing)
    {
        using var journal = record.Begin();
        return await record.SealAsync(journal, RecordSigner.For(signing, Services()));
    }

    // What somebody does who may write the record and has no key: change it, and make its digests fit.
    private async Task ResealWithoutKeyAsync()
    {
        var text = await File.ReadAllTextAsync(record.At("record.json"), Token);
        await File.WriteAllTextAsync(record.At("record.json"), text.Replace("\"tester\"", "\"nobody\"", StringComparison.Ordinal), Token);
        await File.WriteAllTextAsync(record.At("record.sha256"), RunJournal.ManifestOf(await File.ReadAllBytesAsync(record.At("record.json"), Token)), Token);
    }

    private Task<RecordVerification> VerifyAsync(SignatureTrust trust, GpgHome? keyring = null) => new VerifyRecord(Services(keyring)).RunAsync(record.Stored, trust, Token);

    private EngineServices Services(GpgHome? keyring = null) =>
        EngineServices.In(world.Surroundings(keyring?.Variables ?? (gpg.IsValueCreated ? gpg.Value.Variables : null)));

    private async Task<string> KeyAsync(string name, string passphrase = "")
    {
        var path = world.Folder.At(name);
        using var process = System.Diagnostics.Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", path]);
        await process.WaitForExitAsync(Token);
        return path;
    }
}
