using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Secrets;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets show</c>: what is set and whether it is of its kind; a value only on request, alone.</summary>
internal static class SecretsShowVerb
{
    internal static Verb Create()
    {
        var keys = KeyArguments.Many("The keys; none means all.");
        var reveal = new Option<bool>("--reveal") { Description = "Print the value of one KEY, exactly as it is." };
        return new Verb(
            "show",
            "Shows which keys are set and whether their values are of their kinds. Values are hidden, unless --reveal asks for one.",
            (invocation, cancellationToken) => RunAsync(invocation, new ShowOptions { Keys = KeyArguments.Parse(invocation.Get(keys)), Reveal = invocation.Get(reveal) }, cancellationToken))
        {
            Arguments = { keys },
            Options = { reveal },
            Examples =
            [
                new("hyops secrets show --env drill", "shows every key, no values"),
                new("hyops secrets show --env drill --reveal DB_PASSWORD", "prints one value"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, ShowOptions options, CancellationToken cancellationToken)
    {
        if (options.Reveal && options.Keys.Length > 1 && !invocation.Json)
        {
            throw CommandLineException.TooManyReveals();
        }

        var secrets = OpenedSecrets.ForReading(invocation);
        var shown = await new ShowSecrets(secrets.Store).RunAsync(options, cancellationToken);
        var isComplete = options.Keys.IsEmpty || shown.All(secret => secret.IsSet);
        return options.Reveal && !invocation.Json
            ? Print(invocation, shown[0])
            : invocation.Answer(isComplete ? ExitCode.Ok : ExitCode.SecretsFailed, () => Document(secrets, shown), screen => SecretsView.Write(screen, shown));
    }

    // Exactly the value: a line end of ours would become part of it in $(…) pipelines that keep bytes, but a person's prompt needs one.
    private static ExitCode Print(Invocation invocation, ShownSecret secret)
    {
        var terminal = invocation.World.Terminal;
        terminal.Out.Write(secret.Value!.Reveal() + (terminal.OutIsTerminal ? "\n" : ""));
        return ExitCode.Ok;
    }

    private static JsonObject Document(OpenedSecrets secrets, ImmutableArray<ShownSecret> shown) => new()
    {
        ["environment"] = secrets.Chosen.Name.Value,
        ["secrets"] = new JsonArray([.. shown.Select(SecretsJson.Of)]),
    };
}
