using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault status</c>: whether the bundle opens, and with which password source. It changes nothing.</summary>
internal static class VaultStatusVerb
{
    internal static Verb Create() => new("status", "Says where the bundle is, whether it opens, and where its password comes from. Changes nothing.", RunAsync)
    {
        Examples = [new("hyops vault status --env drill --json", "the same, for programs; exit code 21 where it does not open")],
    };

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.Of(invocation);

        // Without a bundle nothing needs a password, and to ask for one could create it (the environment local).
        var opened = secrets.Store.Exists ? await OpenAsync(secrets, cancellationToken) : null;
        var status = new VaultStatus
        {
            Environment = secrets.Chosen.Name.Value,
            Root = secrets.Chosen.Root.FullPath,
            Bundle = secrets.Store.FilePath,
            Keys = opened?.Keys,
            PasswordSource = opened?.Source,
            Places = secrets.Passwords.Places,
        };
        return invocation.Answer(ExitCode.Ok, () => Document(status), screen => VaultStatusView.Write(screen, status));
    }

    private static async Task<Opened> OpenAsync(OpenedSecrets secrets, CancellationToken cancellationToken)
    {
        var password = await secrets.Passwords.FindAsync(cancellationToken);
        return new Opened((await secrets.Store.OpenAsync(cancellationToken)).Names.Count(), password.Source);
    }

    private static JsonObject Document(VaultStatus status) => new()
    {
        ["environment"] = status.Environment,
        ["root"] = status.Root,
        ["bundle"] = status.Bundle,
        ["exists"] = status.Keys is not null,
        ["keys"] = status.Keys,
        ["password_source"] = status.PasswordSource,
        ["password_places"] = SecretsJson.Of(status.Places),
    };

    private sealed record Opened(int Keys, string Source);
}
