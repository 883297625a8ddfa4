using System.CommandLine;
using HyOps.Cli.Hosting;

namespace HyOps.Cli.Eso;

/// <summary><c>hyops eso</c>.</summary>
internal static class EsoVerbs
{
    internal static Command Create() => new Noun("eso", "Renders and checks the manifests with which External Secrets Operator projects the authority into Kubernetes.")
    {
        Subcommands = { EsoRenderVerb.Create(), EsoCheckVerb.Create() },
        Examples =
        [
            new("hyops eso render --env prod", "writes the manifests where environment.yml says"),
            new("hyops eso check --env prod --crds crds.yaml", "checks them against what the cluster really has"),
        ],
    };
}
