using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Drivers.Processes;
using HyOps.Engine.Secrets.Editing;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets edit</c>.</summary>
internal static class SecretsEditVerb
{
    internal static Verb Create() => new(
        "edit",
        "Opens the bundle's env file in an editor ($VISUAL, else $EDITOR). Its plaintext lies in memory (tmpfs) only, and is overwritten and removed afterwards; where there is no tmpfs, this is refused.",
        RunAsync)
    {
        Examples = [new("EDITOR=vim hyops secrets edit --env drill", "edits all secrets of drill")],
    };

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.Of(invocation);
        var edit = new EditSecrets(secrets.Store, invocation.World, new ForegroundRunner(invocation.World.Clock));
        EditResult result;
        using (invocation.Interrupts.LeaveKeysToChild())
        {
            result = await edit.RunAsync(cancellationToken);
        }

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
                ["written"] = result.Written,
                ["keys"] = new JsonArray([.. result.Keys.Select(key => new JsonObject
                {
                    ["key"] = key.Name.Value,
                    ["outcome"] = key.Outcome.ToString().ToLowerInvariant(),
                    ["problem"] = key.Problem,
                })]),
                ["notices"] = SecretsJson.Of(result.Notices),
            },
            screen => SecretsView.Write(screen, result));
    }
}
