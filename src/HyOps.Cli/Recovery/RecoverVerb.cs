using HyOps.Cli.Hosting;
using HyOps.Cli.Phases;
using HyOps.Core;
using HyOps.Engine.Recovery;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Recovery;

/// <summary><c>hyops recover</c>.</summary>
internal static class RecoverVerb
{
    internal static Verb Create()
    {
        var arguments = new RecoverArguments();
        return new Verb(
            "recover",
            "Brings the Terraform states that a run left locked or unsaved back in order: looks at them live, pushes an unsaved state where it follows on what the backend holds, "
            + "and frees a lock where its holder is proven dead. A second call finds nothing to do.",
            (invocation, cancellationToken) => RunAsync(invocation, arguments.Read(invocation), cancellationToken))
        {
            Options =
            {
                arguments.Run, arguments.Step, arguments.DryRun, arguments.Yes, arguments.HolderIsDead, arguments.SecretsFrom, arguments.Reason, arguments.Confirm,
            },
            Examples =
            [
                new("hyops recover --env drill --run bootstrap-20260102T030405Z-0123abcd --dry-run", "looks, and says what would be done"),
                new("hyops recover --env drill --run bootstrap-20260102T030405Z-0123abcd", "does it, after a question"),
                new("hyops recover --env site --run 0123abcd --holder-is-dead 75182b50-54f8-57cf-78dd-5fc387a3b326 --reason 'agent 7 was scrapped'", "frees a lock that another machine left, and records why"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, RecoverOptions options, CancellationToken cancellationToken)
    {
        var services = Composition.Of(invocation.World);
        // Plain: a question may come between the lines.
        var summary = await WatchedRun.Async(
            invocation, services, new PlainRunView(invocation.Error), (view, token) => new RecoverRun(services).RunAsync(options, view, token), cancellationToken);
        return invocation.Answer(summary.ExitCode, () => SummaryJson.Of(summary), screen => SummaryView.Write(screen, summary));
    }
}
