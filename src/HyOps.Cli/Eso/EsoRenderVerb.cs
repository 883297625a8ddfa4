using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Eso;
using HyOps.Engine.Roots;
using HyOps.Presentation.Eso;

namespace HyOps.Cli.Eso;

/// <summary><c>hyops eso render</c>.</summary>
internal static class EsoRenderVerb
{
    internal static Verb Create()
    {
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "The folder. Default: secrets.external_secrets.manifests of environment.yml." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be written and removed." };
        return new Verb(
            "render",
            "Writes stores, ExternalSecrets, Reloader annotations, network policies and roles from module contracts and the secret map: references, never values. "
            + "The same contracts give the same bytes. Rendered files that nothing asks for any more are removed; files of others are left alone.",
            (invocation, cancellationToken) => Task.FromResult(Run(invocation, invocation.Path(output), invocation.Get(dryRun), cancellationToken)))
        {
            Options = { output, dryRun },
            Examples =
            [
                new("hyops eso render --env prod", "writes them where environment.yml says"),
                new("hyops eso render --env prod --out deploy/prod --dry-run", "says what would change in another folder"),
            ],
        };
    }

    private static ExitCode Run(Invocation invocation, string? output, bool dryRun, CancellationToken cancellationToken)
    {
        var chosen = ChosenEnvironment.From(invocation.World, invocation.Environment, invocation.Root);
        var options = new RenderOptions { Environment = chosen.Name, Project = invocation.Project, Out = output, DryRun = dryRun };
        var result = new RenderManifests(invocation.World).Run(options, cancellationToken);
        invocation.Error.WriteLine(EsoView.Summary(result));
        return invocation.Answer(
            ExitCode.Ok,
            () => new()
            {
                ["environment"] = result.Environment,
                ["directory"] = result.Directory,
                ["dry_run"] = dryRun,
                ["projections"] = result.Projections,
                ["files"] = new JsonArray([.. result.Files.Select(file => new JsonObject { ["path"] = file.Path, ["outcome"] = file.Outcome.ToString().ToLowerInvariant() })]),
            },
            screen => EsoView.Write(screen, result, dryRun));
    }
}
