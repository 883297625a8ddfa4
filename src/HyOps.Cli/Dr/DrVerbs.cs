using System.CommandLine;
using HyOps.Cli.Hosting;

namespace HyOps.Cli.Dr;

/// <summary><c>hyops dr</c>.</summary>
internal static class DrVerbs
{
    internal static Command Create() => new Noun("dr", "What belongs to a recovery beside its run.")
    {
        Subcommands = { DrReadinessVerb.Create(), DrHistoryVerb.Create(), DrPackVerb.Create(), DrApproveVerb.Create() },
        Examples =
        [
            new("hyops dr readiness --env site", "says whether a recovery would work now"),
            new("hyops dr approve go --run dr-20260102T030405Z-0123abcd --env site --as 'R. Meyer' --reason 'site A burns'", "lets that run pass its gate 'go'"),
        ],
    };
}
