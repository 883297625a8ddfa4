using System.CommandLine;
using HyOps.Cli.Hosting;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass</c>.</summary>
internal static class BreakGlassVerbs
{
    internal static Command Create() =>
        new Noun("breakglass", "Writes, checks and opens an environment's break-glass file: the few secrets, encrypted with SOPS, that a recovery cannot do without.")
        {
            Subcommands =
            {
                BreakGlassCreateVerb.Create(), BreakGlassAddVerb.Create(), BreakGlassRemoveVerb.Create(),
                BreakGlassRotateVerb.Create(), BreakGlassCheckVerb.Create(), BreakGlassOpenVerb.Create(),
            },
            Examples =
            [
                new("hyops breakglass create --env drill --age age1…", "writes the minimal set of environment.yml for the holder of that age key"),
                new("hyops breakglass check --env drill", "says whether it would open and do, for a nightly job"),
            ],
        };
}
