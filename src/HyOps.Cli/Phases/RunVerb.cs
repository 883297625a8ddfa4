using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Explaining;
using HyOps.Engine.Phases;
using HyOps.Presentation.Explaining;
using HyOps.Presentation.JUnit;
using HyOps.Presentation.Plans;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Phases;

/// <summary><c>hyops run PHASE</c>.</summary>
internal static class RunVerb
{
    internal static Verb Create()
    {
        var arguments = new RunArguments();
        var verb = new Verb(
            "run",
            "Runs a phase of an environment: contracts, guardrails, tools and secrets first, for the whole phase; then its steps, in parallel where the graph allows.",
            (invocation, cancellationToken) => invocation.Get(arguments.ExplainEnv) is { } step
                ? ExplainAsync(invocation, arguments.Read(invocation), step, cancellationToken)
                : RunAsync(invocation, arguments.Read(invocation), invocation.Path(arguments.JUnit), cancellationToken))
        {
            Arguments = { arguments.Phase },
            Options =
            {
                arguments.Confirm, arguments.Parallelism, arguments.KeepWork, arguments.NoInstall, arguments.Sudo, arguments.AllowShell, arguments.SecretsFrom,
                arguments.BreakGlass, arguments.Runbook, arguments.Destroy, arguments.AllowDestroy, arguments.Reason, arguments.InactiveDefaults, arguments.JUnit, arguments.ExplainEnv,
            },
            Examples =
            [
                new("hyops run bootstrap", "runs the bootstrap phase of local, the embedded default"),
                new("hyops run steady-state --env prod --confirm prod", "runs on production, whose name must be said twice"),
                new("hyops run steady-state --env site --secrets-from bundle --reason 'INC-4711: the vault is down'", "takes what the bundle holds, in place of the authority, and records why"),
                new("hyops run bootstrap --junit reports/hyops.xml", "leaves a report for Jenkins' junit step"),
                new("hyops run bootstrap --destroy --allow-destroy network:terraform_data.address_plan --reason 'lab is given back'", "removes what the phase made; the record keeps what was named, and why"),
                new("hyops run bootstrap --explain-env app", "prints what the tool of the step app would see, without opening anything"),
                new("hyops run steady-state --env site --plan-only --plan-expires 4h", "changes nothing, and seals a plan for approval"),
                new("hyops run steady-state --env site --apply-plan 0123abcd --approve 'R. Meyer'", "applies exactly that plan, once"),
                new("hyops run dr --env drill --drill", "rehearses the recovery: its own disaster before, its clean-up after, and measured"),
                new("hyops run dr --env site --confirm site --resume dr-20260102T030405Z-0123abcd", "goes on where a run stopped; what is done is checked, not done again"),
                new("hyops run dr --env drill --break-glass --runbook docs/runbooks/break-glass.md --reason 'INC-4711: the bundle lacks a key'", "takes what the bundle lacks from the break-glass file, and records why"),
                new("hyops run dr --env drill --parallelism 1 --json", "runs one step at a time, and prints the result for programs"),
            ],
        };
        foreach (var option in arguments.Plan.All.Concat(arguments.Recovery.All))
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    private static Task<ExitCode> ExplainAsync(Invocation invocation, RunPhaseOptions options, string step, CancellationToken cancellationToken)
    {
        var explained = new ExplainStep(Composition.Of(invocation.World)).Explain(options, step, cancellationToken);
        return Task.FromResult(invocation.Answer(ExitCode.Ok, () => ExplainedJson.Of(explained), screen => ExplainedView.Write(screen, explained)));
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, RunPhaseOptions options, string? junit, CancellationToken cancellationToken)
    {
        var services = Composition.Of(invocation.World);
        var report = junit is null ? null : invocation.World.Absolute(junit);
        var summary = await WatchedRun.Async(
            invocation,
            services,
            RunView.For(invocation.World),
            (view, token) => JUnitFile.AroundAsync(report, options, view, services.Masker.Mask, (observer, cancellation) => new RunPhase(services).RunAsync(options, observer, cancellation), token),
            cancellationToken);
        return invocation.Answer(summary.ExitCode, () => SummaryJson.Of(summary), screen => PlannedSummary.Write(screen, summary));
    }
}
