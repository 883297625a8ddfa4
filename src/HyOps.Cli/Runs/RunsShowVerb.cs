using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs show</c>: one record.</summary>
internal static class RunsShowVerb
{
    internal static Command Create(Surroundings world)
    {
        var id = RunArgument.Create(world);
        return new Verb("show", "Shows the record of one run: steps, outcomes, tools, secrets by name, guardrails.", (invocation, _) => Task.FromResult(Run(invocation, invocation.Get(id)!)))
        {
            Arguments = { id },
            Examples =
            [
                new("hyops runs show bootstrap-20260102T030405Z-0123abcd", "shows that run"),
                new("hyops runs show 0123abcd --json", "the same run, for programs"),
            ],
        };
    }

    private static ExitCode Run(Invocation invocation, string id)
    {
        var root = ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root).Root;
        var run = new RunStore(root.LogsDirectory).Get(id);
        var record = run.Record ?? throw UnreadableRunException.Of(run);
        var evidence = RecordInspection.Of(run);
        return invocation.Answer(
            ExitCode.Ok, () => new() { ["run"] = RunJson.Of(run), ["evidence"] = VerificationJson.Of(evidence) }, screen => RecordView.Write(screen, evidence, record));
    }
}
