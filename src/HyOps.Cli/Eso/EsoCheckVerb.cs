using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Contracts.Reports;
using HyOps.Core;
using HyOps.Engine.Eso;
using HyOps.Engine.Roots;
using HyOps.Presentation.Eso;
using HyOps.Presentation.Problems;

namespace HyOps.Cli.Eso;

/// <summary><c>hyops eso check</c>.</summary>
internal static class EsoCheckVerb
{
    internal static Verb Create()
    {
        var manifests = new Option<string?>("--manifests") { HelpName = "DIR", Description = "A folder or file of manifests. Default: what environment.yml says, for every environment that says something." };
        var crds = new Option<string?>("--crds") { HelpName = "FILE", Description = "The cluster's CRDs: what 'kubectl get crd -o yaml' prints, or a folder of the chart. Default: what environment.yml says, else the fields that are used here." };
        return new Verb(
            "check",
            "Checks manifests against the schemas of the cluster's CRDs, and against secret map and contracts: unmapped secrets, stores of another environment, refreshing that makes "
            + "a rotation unverifiable, secret values, files that differ from what would be rendered. Lists every problem with its place and its fix. Touches no network.",
            (invocation, cancellationToken) => Task.FromResult(Run(invocation, invocation.Path(manifests), invocation.Path(crds), cancellationToken)))
        {
            Options = { manifests, crds },
            Examples =
            [
                new("hyops eso check --env prod", "checks what environment.yml of prod names"),
                new("hyops eso check --env prod --crds crds.yaml", "checks against the CRDs that the cluster really has"),
                new("hyops eso check --manifests deploy --json", "checks any manifests, for programs"),
            ],
        };
    }

    private static ExitCode Run(Invocation invocation, string? manifests, string? crds, CancellationToken cancellationToken)
    {
        var options = new CheckOptions
        {
            Environment = ChosenEnvironment.NamedBy(invocation.World, invocation.Environment),
            Project = invocation.Project,
            Manifests = manifests,
            Crds = crds,
        };
        var result = new CheckManifests(invocation.World).Run(options, cancellationToken);
        if (invocation.Json)
        {
            using var document = new MemoryStream();
            JsonReport.Write(result.Problems, document);
            invocation.World.Terminal.Out.Write(System.Text.Encoding.UTF8.GetString(document.ToArray()).TrimEnd('\n') + "\n");
        }
        else
        {
            ProblemLines.Write(invocation.Out, result.Problems);
        }

        var against = result.AgainstCluster ? "the given CRDs" : "the fields used here (--crds checks against the cluster's own)";
        invocation.Error.WriteLine($"{EsoView.Counted(result.Objects, "object")} checked against {against}: {ProblemLines.Totals([.. result.Problems])}");
        return result.Ok ? ExitCode.Ok : ExitCode.InvalidContract;
    }
}
