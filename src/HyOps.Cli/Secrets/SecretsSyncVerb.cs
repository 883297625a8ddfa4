using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary><c>hyops secrets akv-sync</c> and <c>vault-sync</c>: the authority's mapped secrets into the bundle. One use case, one word for each kind.</summary>
internal static class SecretsSyncVerb
{
    internal static Verb CreateForAzure() => Create(
        "akv-sync", AuthoritySettings.AzureKeyVault, "Azure Key Vault",
        new Example("hyops secrets akv-sync --env drill --vault-name kv-drill --scope bootstrap", "takes the secrets of one scope; --vault-name must be the vault of environment.yml, where that describes one"),
        new Example("hyops secrets akv-sync --env drill --dry-run --json", "only says what would change"));

    internal static Verb CreateForVault() => Create(
        "vault-sync", AuthoritySettings.HashiCorpVault, "HashiCorp Vault",
        new Example("hyops secrets vault-sync --env drill --scope bootstrap", "takes the secrets of one scope"));

    private static Verb Create(string name, string kind, string authority, params Example[] examples)
    {
        var arguments = new AuthorityArguments(name, kind);
        var keys = KeyArguments.Many("The mapped keys; none means all in the scope.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change in the bundle." };
        var verb = new Verb(
            name,
            $"Copies the mapped secrets from {authority} into the bundle. All of them in one write, or none; for bootstrap, CI and DR. Values are never printed.",
            (invocation, cancellationToken) =>
                RunAsync(invocation, arguments.Read(invocation), new SyncOptions { Keys = KeyArguments.Parse(invocation.Get(keys)), DryRun = invocation.Get(dryRun) }, cancellationToken))
        {
            Arguments = { keys },
            Options = { dryRun },
            Examples = examples,
        };
        foreach (var option in arguments.All)
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, AuthorityOptions authority, SyncOptions options, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedAuthority.OfAsync(invocation, authority, null, cancellationToken);
        var result = await new SyncSecrets(opened.Secrets.Store, opened.Authority, opened.Chosen.Environment.SecretMap, opened.Seen).RunAsync(options, cancellationToken);
        foreach (var notice in result.Notices)
        {
            invocation.Error.WriteLine(notice);
        }

        if (!result.IsComplete)
        {
            var unreadable = result.Keys.Count(key => key.Outcome is SyncOutcome.Unreadable);
            invocation.Error.WriteLine($"{unreadable} of {result.Keys.Length} secrets could not be read from {result.Authority}; the bundle is as it was");
        }

        return invocation.Answer(
            result.IsComplete ? ExitCode.Ok : ExitCode.SecretsFailed,
            () => TransferJson.Of(opened, result, options.DryRun),
            screen => TransferView.Write(screen, result, options.DryRun));
    }
}
