using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Secrets;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets ensure</c>: generates what is missing and may be invented.</summary>
internal static class SecretsEnsureVerb
{
    internal static Verb Create()
    {
        var options = new EnsureArguments();
        return new Verb(
            "ensure",
            "Generates the values of keys that are missing. Keys, JSON documents, certificates and names are never invented: for those it says how to set them. Values are never printed.",
            (invocation, cancellationToken) => RunAsync(options, invocation, cancellationToken))
        {
            Arguments = { options.Keys },
            Options = { options.Module, options.Inputs, options.Length, options.LengthMap, options.Force, options.DryRun },
            Examples =
            [
                new("hyops secrets ensure --env drill DB_PASSWORD API_TOKEN", "generates both where they are missing"),
                new("hyops secrets ensure --env drill --module platform/local/app --inputs app.yml", "ensures every key that the module requires"),
                new("hyops secrets ensure --env drill --force --length 48 DB_PASSWORD", "replaces the value"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(EnsureArguments arguments, Invocation invocation, CancellationToken cancellationToken)
    {
        var options = arguments.Read(invocation, cancellationToken);
        var secrets = OpenedSecrets.Of(invocation);
        var result = await new EnsureSecrets(secrets.Store).RunAsync(options, cancellationToken);
        foreach (var notice in result.Notices)
        {
            invocation.Error.WriteLine(notice);
        }

        return invocation.Answer(
            result.IsComplete ? ExitCode.Ok : ExitCode.SecretsFailed,
            () => new()
            {
                ["environment"] = secrets.Chosen.Name.Value,
                ["bundle"] = secrets.Store.FilePath,
                ["dry_run"] = options.DryRun,
                ["keys"] = new JsonArray([.. result.Keys.Select(SecretsJson.Of)]),
                ["notices"] = SecretsJson.Of(result.Notices),
            },
            screen => SecretsView.Write(screen, result, options.DryRun));
    }
}
