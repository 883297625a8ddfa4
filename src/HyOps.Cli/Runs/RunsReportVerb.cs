using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Presentation.JUnit;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs report</c>: a record as a file that others read.</summary>
internal static class RunsReportVerb
{
    internal static Command Create(Surroundings world)
    {
        var id = RunArgument.Create(world);
        var junit = new Option<string?>("--junit") { HelpName = "FILE", Description = "Write JUnit XML there: the run, its guardrails and its steps as test cases." };
        return new Verb("report", "Writes a report of one run.", (invocation, _) => Task.FromResult(Run(invocation, invocation.Get(id)!, invocation.Path(junit))))
        {
            Arguments = { id },
            Options = { junit },
            Examples = [new("hyops runs report 0123abcd --junit reports/hyops.xml", "writes what Jenkins' junit step reads")],
        };
    }

    private static ExitCode Run(Invocation invocation, string id, string? junit)
    {
        if (junit is null)
        {
            throw CommandLineException.NothingToDo("--junit FILE");
        }

        var root = ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root).Root;
        var run = new RunStore(root.LogsDirectory).Get(id);
        var record = run.Record ?? throw UnreadableRunException.Of(run);
        var path = invocation.World.Absolute(junit);
        JUnitFile.Write(path, JUnitReport.Of(run, record));
        return invocation.Answer(ExitCode.Ok, () => new() { ["run_id"] = run.Id.Value, ["junit"] = path }, screen => screen.WriteLine(path));
    }
}
