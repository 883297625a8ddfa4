using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.Passwords;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault status</c>: whether the password is ready and opens the bundle. It changes nothing and asks nobody.</summary>
internal static class VaultStatusVerb
{
    internal static Verb Create(VaultArguments arguments) => new(
        "status",
        "Says whether the vault password is ready and opens the bundle: exit code 0, or 1. It changes nothing and asks nobody.",
        (invocation, cancellationToken) => RunAsync(arguments, invocation, cancellationToken))
    {
        Examples =
        [
            new("hyops vault status --env drill --json", "the same, for programs"),
            new("hyops vault status >/dev/null 2>&1 || hyops vault password >/dev/null", "unlocks where it is locked"),
        ],
    };

    internal static async Task<VaultStatus> LookAsync(VaultArguments arguments, Invocation invocation, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.ForReading(invocation, arguments.PasswordOf(invocation, PasswordAsking.Never));
        var readiness = await new CheckVault(secrets.Chosen, secrets.Passwords, secrets.Store).RunAsync(cancellationToken);
        return new VaultStatus
        {
            Environment = secrets.Chosen.Name.Value,
            Root = secrets.Chosen.Root.FullPath,
            Bundle = secrets.Store.FilePath,
            Exists = secrets.Store.Exists,
            Readiness = readiness,
            Places = secrets.Passwords.Places,
        };
    }

    internal static JsonObject Document(VaultStatus status) => new()
    {
        ["environment"] = status.Environment,
        ["root"] = status.Root,
        ["bundle"] = status.Bundle,
        ["exists"] = status.Exists,
        ["ready"] = status.Readiness.IsReady,
        ["reason"] = status.Readiness.Reason,
        ["fix"] = status.Readiness.Fix,
        ["keys"] = status.Readiness.Keys,
        ["password_source"] = status.Readiness.Source,
        ["password_places"] = SecretsJson.Of(status.Places),
    };

    internal static ExitCode CodeOf(VaultStatus status) => status.Readiness.IsReady ? ExitCode.Ok : ExitCode.No;

    private static async Task<ExitCode> RunAsync(VaultArguments arguments, Invocation invocation, CancellationToken cancellationToken)
    {
        var status = await LookAsync(arguments, invocation, cancellationToken);
        VaultStatusView.WriteReason(invocation.Error, status, invocation.Masker.Mask);
        return invocation.Answer(CodeOf(status), () => Document(status), screen => VaultStatusView.Write(screen, status));
    }
}
