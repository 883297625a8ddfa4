using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs verify</c>: whether records are as their runs left them.</summary>
internal static class RunsVerifyVerb
{
    internal static Command Create(Surroundings world)
    {
        var id = RunArgument.Create(world);
        id.Arity = ArgumentArity.ZeroOrOne;
        var all = new Option<bool>("--all") { Description = "Every record of the environment." };
        var allowedSigners = new Option<string?>("--allowed-signers") { HelpName = "FILE", Description = "Accept SSH signatures of these signers alone (the format of ssh-keygen). Then a record must be signed." };
        var signer = new Option<string?>("--signer") { HelpName = "WHO", Description = "Accept this signer alone: gpg's whole fingerprint, or the identity of an SSH key. Then a record must be signed." };
        return new Verb(
            "verify",
            "Looks at every byte of a record: 0 where it is as the run left it, 13 where something was changed, removed, added or moved, 1 where the run was cut off or the record lies open to others.",
            (invocation, cancellationToken) => RunAsync(
                invocation,
                Chosen(invocation.Get(id), invocation.Get(all)),
                new SignatureTrust { AllowedSigners = invocation.Path(allowedSigners) is { } file ? world.Absolute(file) : null, Signer = invocation.Path(signer) },
                cancellationToken))
        {
            Arguments = { id },
            Options = { all, allowedSigners, signer },
            Examples =
            [
                new("hyops runs verify 0123abcd", "verifies one record; needs no network and no secret"),
                new("hyops runs verify --all --env prod --json", "verifies every record of prod, for programs"),
                new("hyops runs verify 0123abcd --allowed-signers ops/allowed_signers", "also asks whose signature it is"),
            ],
        };
    }

    // Null: all of them.
    private static string? Chosen(string? id, bool all) => (id, all) switch
    {
        (null, false) => throw CommandLineException.NothingToDo("RUN or --all"),
        (not null, true) => throw CommandLineException.Contradiction("RUN", "--all", "name one run, or leave it out"),
        _ => id,
    };

    private static async Task<ExitCode> RunAsync(Invocation invocation, string? id, SignatureTrust trust, CancellationToken cancellationToken)
    {
        var store = new RunStore(ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root).Root.LogsDirectory);
        IReadOnlyList<StoredRun> runs = id is null ? store.List() : [store.Get(id)];
        var verifier = new VerifyRecord(EngineServices.In(invocation.World));
        var seen = new List<RecordVerification>();
        foreach (var run in runs)
        {
            seen.Add(await verifier.RunAsync(run, trust, cancellationToken));
        }

        var code = seen.Select(verification => verification.ExitCode).DefaultIfEmpty(ExitCode.Ok).Max();
        return invocation.Answer(code, () => new() { ["records"] = new JsonArray([.. seen.Select(VerificationJson.Of)]) }, screen =>
        {
            seen.ForEach(verification => VerificationView.Write(screen, verification));
            if (id is null)
            {
                VerificationView.WriteTotals(screen, seen);
            }
        });
    }
}
