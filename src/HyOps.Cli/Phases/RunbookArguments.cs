using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.Runbooks;

namespace HyOps.Cli.Phases;

/// <summary>What <c>hyops run dr</c> takes beside what every phase takes.</summary>
internal sealed class RunbookArguments
{
    internal Option<bool> Drill { get; } = new("--drill") { Description = "dr: rehearse, with the environment's own disaster before and its clean-up after." };

    internal Option<bool> DryRun { get; } = new("--dry-run") { Description = "dr: ask every check and probe once, and start nothing that changes anything." };

    internal Option<string?> Resume { get; } = new("--resume") { HelpName = "RUN|FILE", Description = "dr: go on with a run that stopped, by its id or by its journal.jsonl; what is done is checked, not done again." };

    internal Option<string?> From { get; } = new("--from") { HelpName = "STEP", Description = "dr: begin at this step; the checks of those before it must say that they are done." };

    internal Option<string[]> Only { get; } = new("--only") { HelpName = "STEP", Description = "dr: run this step and no other. May be repeated." };

    internal Option<string[]> AcceptSplitBrain { get; } = new("--accept-split-brain")
    {
        HelpName = "STEP",
        Description = "dr: let this promotion go on although its fence does not hold: the old primary may still take writes. Needs --reason. May be repeated.",
    };

    internal Option<string[]> AcceptStale { get; } = new("--accept-stale")
    {
        HelpName = "NAME",
        Description = "dr: rest on this replica or backup although it is older than its max_age, or nobody can tell. Needs --reason. May be repeated.",
    };

    internal IEnumerable<Option> All => [Drill, DryRun, Resume, From, Only, AcceptSplitBrain, AcceptStale];

    internal RunbookOptions Read(Invocation invocation) => new()
    {
        Drill = invocation.Get(Drill),
        DryRun = invocation.Get(DryRun),
        Resume = invocation.Get(Resume),
        From = invocation.Get(From),
        Only = invocation.Get(Only) ?? [],
        AcceptSplitBrain = invocation.Get(AcceptSplitBrain) ?? [],
        AcceptStale = invocation.Get(AcceptStale) ?? [],
    };
}
