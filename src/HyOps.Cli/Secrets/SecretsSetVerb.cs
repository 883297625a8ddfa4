using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Secrets;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets set</c>.</summary>
internal static class SecretsSetVerb
{
    internal static Verb Create()
    {
        var assignments = new Argument<string[]>("assignments")
        {
            HelpName = "KEY=VALUE",
            Arity = ArgumentArity.ZeroOrMore,
            Description = "A key with its value, exactly as it is. KEY=- takes the value from standard input; - alone takes lines KEY=VALUE from there. "
                + "With --from-env: the names of the variables.",
        };
        var fromEnvironment = new Option<bool>("--from-env") { Description = "Take the values of the named keys from the environment." };
        var fromFile = new Option<string[]>("--from-file") { HelpName = "KEY=PATH", Description = "Take the value from a file, its last line end included. May be repeated." };
        return new Verb("set", "Sets secrets to given values: all of them or none. Spaces, line ends and Unicode stay as they are.", (invocation, cancellationToken) =>
        {
            var given = invocation.Get(assignments) ?? [];
            var fromEnv = invocation.Get(fromEnvironment);
            return RunAsync(invocation, new SetOptions { Assignments = fromEnv ? [] : [.. given], FromEnvironment = fromEnv ? [.. given] : [], FromFile = [.. invocation.Get(fromFile) ?? []] }, cancellationToken);
        })
        {
            Arguments = { assignments },
            Options = { fromEnvironment, fromFile },
            Examples =
            [
                new("hyops secrets set --env drill DB_HOST=10.0.0.5", "sets one key; the process list shows what stands on a command line, so use this for what is hardly secret"),
                new("pass show db | hyops secrets set --env drill DB_PASSWORD=-", "takes the value from standard input"),
                new("hyops secrets set --env drill --from-env DB_PASSWORD API_TOKEN", "takes both from the environment"),
                new("hyops secrets set --env drill --from-file REPO_SSH_PRIVATE_KEY=./id_ed25519", "takes a file as it is"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, SetOptions options, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.Of(invocation);
        var result = await new SetSecrets(secrets.Store, invocation.Masker, invocation.World).RunAsync(options, cancellationToken);
        foreach (var notice in result.Notices)
        {
            invocation.Error.WriteLine(notice);
        }

        return invocation.Answer(
            ExitCode.Ok,
            () => new()
            {
                ["environment"] = secrets.Chosen.Name.Value,
                ["bundle"] = secrets.Store.FilePath,
                ["keys"] = new JsonArray([.. result.Keys.Select(SecretsJson.Of)]),
                ["notices"] = SecretsJson.Of(result.Notices),
            },
            screen => SecretsView.Write(screen, result));
    }
}
