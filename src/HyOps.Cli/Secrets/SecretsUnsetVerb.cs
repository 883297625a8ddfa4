using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Secrets;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets unset</c>.</summary>
internal static class SecretsUnsetVerb
{
    internal static Verb Create()
    {
        var keys = KeyArguments.Many("The keys to take out of the bundle.");
        var ifPresent = new Option<bool>("--if-present") { Description = "A key that is not there is fine." };
        return new Verb(
            "unset",
            "Takes secrets out of the bundle: all the named ones, or none. The authority is not touched.",
            (invocation, cancellationToken) => RunAsync(invocation, new UnsetOptions { Keys = KeyArguments.Parse(invocation.Get(keys)), IfPresent = invocation.Get(ifPresent) }, cancellationToken))
        {
            Arguments = { keys },
            Options = { ifPresent },
            Examples = [new("hyops secrets unset --env drill OLD_TOKEN OLDER_TOKEN", "takes both out, or neither where one is not there")],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, UnsetOptions options, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.Of(invocation);
        var result = await new UnsetSecrets(secrets.Store).RunAsync(options, cancellationToken);
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
                ["keys"] = new JsonArray([.. result.Keys.Select(key => new JsonObject { ["key"] = key.Name.Value, ["outcome"] = key.WasThere ? "removed" : "absent" })]),
                ["notices"] = SecretsJson.Of(result.Notices),
            },
            screen => SecretsView.Write(screen, result));
    }
}
