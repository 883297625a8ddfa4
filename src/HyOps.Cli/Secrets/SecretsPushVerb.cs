using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets akv-push</c>: seeds the authority from the bundle.</summary>
internal static class SecretsPushVerb
{
    private const string Name = "akv-push";

    internal static Verb Create()
    {
        var arguments = new AuthorityArguments(Name, null);
        var keys = KeyArguments.Many("The mapped keys; none means all that the bundle holds.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change in the authority." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace also values that are newer in the authority, or that the bundle never had." };
        var confirm = new Option<string?>("--confirm") { HelpName = "NAME", Description = "The environment's name once more; production asks for it." };
        var verb = new Verb(
            Name,
            "Writes the mapped secrets of the bundle into the environment's authority. Equal values make no new version; a value that is newer there stays. Values are never printed.",
            (invocation, cancellationToken) => RunAsync(
                invocation,
                arguments.Read(invocation),
                new PushOptions { Keys = KeyArguments.Parse(invocation.Get(keys)), DryRun = invocation.Get(dryRun), Overwrite = invocation.Get(overwrite) },
                new AuthorityChange(invocation.Get(confirm)),
                cancellationToken))
        {
            Arguments = { keys },
            Options = { dryRun, overwrite, confirm },
            Examples =
            [
                new("hyops secrets akv-push --env drill --dry-run", "says which secrets would be created or get a new version"),
                new("hyops secrets akv-push --env prod --confirm prod --overwrite DB_PASSWORD", "replaces one value, although it is newer in the authority"),
            ],
        };
        foreach (var option in arguments.All)
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, AuthorityOptions authority, PushOptions options, AuthorityChange change, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedAuthority.OfAsync(invocation, authority, options.DryRun ? null : change, cancellationToken);
        var result = await new PushSecrets(opened.Secrets.Store, opened.Authority, opened.Chosen.Environment.SecretMap, opened.Seen).RunAsync(options, cancellationToken);
        return invocation.Answer(
            result.IsComplete ? ExitCode.Ok : ExitCode.SecretsFailed,
            () => TransferJson.Of(opened, result, options.DryRun),
            screen => TransferView.Write(screen, result, options.DryRun));
    }
}
