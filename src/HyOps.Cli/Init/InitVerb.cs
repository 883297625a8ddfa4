using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine;
using HyOps.Engine.Init;
using HyOps.Presentation.Init;
using HyOps.Presentation.Screens;

namespace HyOps.Cli.Init;

/// <summary><c>hyops init TARGET</c>.</summary>
internal static class InitVerb
{
    internal static Verb Create()
    {
        var arguments = new InitArguments();
        return new Verb(
            "init",
            "Makes a system ready for modules that need its credentials. The first call writes a config to fill in. The next ones take secrets from variables, the bundle or your answers, "
                + "check that the results can be written, ask the system whether the credentials hold, and write them, readable for you alone, with a readiness marker.",
            (invocation, cancellationToken) => RunAsync(arguments, invocation, cancellationToken))
        {
            Arguments = { arguments.Target },
            Options = { arguments.NonInteractive, arguments.DryRun, arguments.Force, arguments.OutDirectory, arguments.Config, arguments.Set },
            Examples =
            [
                new("hyops init proxmox --env drill", "first writes config/proxmox.conf (exit code 10); filled in, verifies and writes the credentials"),
                new("hyops init hetzner --env drill --set location=nbg1", "takes the token from HCLOUD_TOKEN or the bundle, and needs no editing"),
                new("hyops init azure --env drill --dry-run --non-interactive --json", "verifies, for programs; writes and asks nothing"),
                new("hyops init aws --env drill --force", "replaces the credentials by others"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(InitArguments arguments, Invocation invocation, CancellationToken cancellationToken)
    {
        var services = EngineServices.In(invocation.World);
        invocation.Masker = services.Masker;
        var secrets = OpenedSecrets.Of(invocation);
        var options = arguments.Read(invocation, secrets.Store);
        var result = await new InitTarget(services).RunAsync(secrets.Chosen, options, cancellationToken);
        foreach (var notice in result.Notices)
        {
            invocation.Error.WriteLine($"warning: {notice}", TextStyle.Warning);
        }

        return invocation.Answer(result.ExitCode, () => InitJson.Of(result), screen => InitView.Write(screen, result, options.DryRun));
    }
}
