using HyOps.Core.Environments;
using HyOps.Core.Runs;
using HyOps.Core.World;

namespace HyOps.Engine.Runs;

/// <summary>Signs with the programs that operators trust already: <c>gpg</c>, or <c>ssh-keygen -Y sign</c>. Keys stay with them and their agents.</summary>
/// <param name="signing">Who signs.</param>
/// <param name="programs">Starts the programs.</param>
/// <param name="world">Gives the home directory.</param>
internal sealed class RecordSigner(RecordSigning signing, SigningPrograms programs, Surroundings world) : IRecordSigner
{
    /// <inheritdoc/>
    public RecordedSignature Description { get; } = new(Program(signing.With), signing.Key) { Identity = signing.Identity };

    /// <summary>The signer of an environment; null where nobody signs.</summary>
    public static RecordSigner? For(RecordSigning? signing, EngineServices services) =>
        signing is null ? null : new RecordSigner(signing, new SigningPrograms(services.Runner, services.World), services.World);

    /// <inheritdoc/>
    public async Task SignAsync(string manifest, CancellationToken cancellationToken)
    {
        var signature = Path.Combine(Path.GetDirectoryName(manifest)!, RecordSignatures.FileOf(Description.With));
        string[] arguments = signing.With is SigningProgram.Gpg
            ? ["--batch", "--yes", "--quiet", "--local-user", signing.Key, "--armor", "--output", signature, "--detach-sign", manifest]
            : ["-Y", "sign", "-q", "-n", RecordSignatures.Namespace, "-f", AtHome(signing.Key), manifest];
        var (result, said) = await programs.RunAsync(Description.With, arguments, null, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0 || result.TimedOut || !File.Exists(signature))
        {
            throw RecordSigningException.Failed(Description, result, said);
        }

        File.SetUnixFileMode(signature, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string Program(SigningProgram with) => with is SigningProgram.Gpg ? RecordSignatures.Gpg : RecordSignatures.SshKeygen;

    private string AtHome(string path) => path.StartsWith("~/", StringComparison.Ordinal) && world.Home is { } home ? Path.Combine(home, path[2..]) : path;
}
