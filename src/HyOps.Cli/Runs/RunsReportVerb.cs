using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Presentation.JUnit;
using HyOps.Presentation.Reports;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs report</c>: a record as a file that others read.</summary>
internal static class RunsReportVerb
{
    internal static Command Create(Surroundings world)
    {
        var id = RunArgument.Create(world);
        var html = new Option<string?>("--html")
        {
            HelpName = "FILE",
            Description = "Write one HTML file that needs no network: summary, graph, timeline, logs with search. Default: RUN's id with .html, here.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var junit = new Option<string?>("--junit") { HelpName = "FILE", Description = "Write JUnit XML there: the run, its guardrails and its steps as test cases." };
        var force = new Option<bool>("--force") { Description = "Replace the HTML file where it is already there." };
        return new Verb("report", "Writes a report of one run.", (invocation, _) =>
        {
            var asked = new Asked(invocation.Has(html), invocation.Path(html), invocation.Path(junit), invocation.Get(force));
            return Task.FromResult(Run(invocation, invocation.Get(id)!, asked));
        })
        {
            Arguments = { id },
            Options = { html, junit, force },
            Examples =
            [
                new("hyops runs report 0123abcd --html", "writes the run as one page for a browser"),
                new("hyops runs report 0123abcd --junit reports/hyops.xml", "writes what Jenkins' junit step reads"),
            ],
        };
    }

    private static ExitCode Run(Invocation invocation, string id, Asked asked)
    {
        if (asked is { Html: false, JUnit: null })
        {
            throw CommandLineException.NothingToDo("--html [FILE] or --junit FILE");
        }

        var root = ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root).Root;
        var run = new RunStore(root.LogsDirectory).Get(id);
        var record = run.Record ?? throw UnreadableRunException.Of(run);
        var written = new JsonObject { ["run_id"] = run.Id.Value };
        if (asked.Html)
        {
            var path = invocation.World.Absolute(asked.HtmlFile ?? RunReportFile.NameFor(run));
            RunReportFile.Write(run, path, asked.Force, invocation.Masker);
            written["html"] = path;
        }

        if (asked.JUnit is { } junit)
        {
            var path = invocation.World.Absolute(junit);
            JUnitFile.Write(path, JUnitReport.Of(run, record));
            written["junit"] = path;
        }

        return invocation.Answer(ExitCode.Ok, () => written, screen => written.Skip(1).ToList().ForEach(file => screen.WriteLine((string)file.Value!)));
    }

    private sealed record Asked(bool Html, string? HtmlFile, string? JUnit, bool Force);
}
