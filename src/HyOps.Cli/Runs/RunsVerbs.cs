using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core.World;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs</c>.</summary>
internal static class RunsVerbs
{
    internal static Command Create(Surroundings world) => new Noun("runs", "Shows the records of runs: what was done, with what, and how it ended.")
    {
        Subcommands = { RunsListVerb.Create(), RunsShowVerb.Create(world), RunsReportVerb.Create(world), RunsVerifyVerb.Create(world), RunsPruneVerb.Create() },
        Examples = [new("hyops runs list --env drill", "lists the runs on drill, newest first")],
    };
}
