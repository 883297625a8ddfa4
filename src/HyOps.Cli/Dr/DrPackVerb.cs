using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.Packs;

namespace HyOps.Cli.Dr;

/// <summary><c>hyops dr pack</c>: one archive for a bare runner.</summary>
internal static class DrPackVerb
{
    internal static Verb Create()
    {
        var output = new Option<string?>("--out") { HelpName = "FILE", Required = true, Description = "The archive to write: a .tar.gz." };
        var withoutRuntime = new Option<bool>("--without-runtime") { Description = "Leave .NET out: the runner has it." };
        return new Verb(
            "pack",
            "Makes one archive of all that a bare runner needs: hyops with its .NET, the modules and inventory of the recovery, the encrypted bundle and the break-glass file, and the digests of all of it. "
            + "The same files give the same bytes. It holds no secret in plain text: that is checked.",
            (invocation, cancellationToken) => RunAsync(invocation, invocation.Path(output)!, invocation.Get(withoutRuntime), cancellationToken))
        {
            Options = { output, withoutRuntime },
            Examples =
            [
                new("hyops dr pack --env site --out site-dr.tar.gz", "makes it, and prints its digest"),
                new("tar -xzf site-dr.tar.gz -C dr && dr/dr.sh --confirm site --vault-password-file /run/vault", "on the runner: checks the pack, and recovers"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, string output, bool withoutRuntime, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.ForReading(invocation);
        var options = new PackOptions
        {
            OutputFile = invocation.World.Absolute(output),
            HostFolder = AppContext.BaseDirectory,
            RuntimeFolder = withoutRuntime ? null : RuntimeEnvironment.GetRuntimeDirectory(),
            Project = invocation.Project,
        };
        var made = await new MakePack(invocation.World, invocation.Masker, secrets.Chosen, secrets.Store).RunAsync(options, cancellationToken);
        return invocation.Answer(
            ExitCode.Ok,
            () => new JsonObject { ["file"] = made.File, ["files"] = made.Files, ["bytes"] = made.Bytes, ["sha256"] = made.Sha256 },
            screen =>
            {
                screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made.File}: {made.Files} files, {made.Bytes / 1048576.0:0.0} MiB, no secret in plain text"));
                screen.WriteLine($"sha256  {made.Sha256}");
            });
    }
}
