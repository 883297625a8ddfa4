using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets keys</c>: the names, one a line.</summary>
internal static class SecretsKeysVerb
{
    internal static Verb Create() => new("keys", "Lists the keys in the bundle, one a line; no values.", RunAsync)
    {
        Examples = [new("hyops secrets keys --env drill", "lists the keys of drill")],
    };

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.ForReading(invocation);
        var keys = await new ListKeys(secrets.Store).RunAsync(cancellationToken);
        if (!secrets.Store.Exists)
        {
            invocation.Error.WriteLine($"no bundle yet at {secrets.Store.FilePath}; 'hyops secrets ensure' or 'set' creates it");
        }

        return invocation.Answer(
            ExitCode.Ok,
            () => new() { ["environment"] = secrets.Chosen.Name.Value, ["keys"] = new JsonArray([.. keys.Select(key => (JsonNode)key.Value)]) },
            screen => screen.Writer.Write(string.Concat(keys.Select(key => key.Value + "\n"))));
    }
}
