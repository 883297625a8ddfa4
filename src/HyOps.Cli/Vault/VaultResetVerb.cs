using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.Passwords;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault reset</c>.</summary>
internal static class VaultResetVerb
{
    internal static Verb Create(VaultArguments arguments)
    {
        var force = new Option<bool>("--force") { Description = "Also where bundles are left that nothing else opens." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var entry = VaultArguments.Entry();
        return new Verb(
            "reset",
            "Removes the stored vault password and the command that prints it. It asks first, and refuses while a bundle is left that no other source opens.",
            (invocation, cancellationToken) => RunAsync(
                arguments,
                invocation,
                new ResetOptions { Entry = invocation.Get(entry), Script = arguments.ScriptOf(invocation), Force = invocation.Get(force), Yes = invocation.Get(yes) },
                cancellationToken))
        {
            Options = { entry, force, yes },
            Examples =
            [
                new("hyops vault reset", "asks, and removes it"),
                new("hyops vault reset --vault-password-file /run/secrets/vault --yes", "removes it, as this file opens all bundles, too"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(VaultArguments arguments, Invocation invocation, ResetOptions options, CancellationToken cancellationToken)
    {
        var password = arguments.PasswordOf(invocation, PasswordAsking.Never) with { Script = null };
        var use = new ResetPassword(VaultArguments.ChosenBy(invocation), password, invocation.World, VaultArguments.RunnerOf(invocation), invocation.Masker);
        var result = await use.RunAsync(options, cancellationToken);
        return invocation.Answer(
            ExitCode.Ok,
            () => new() { ["provider"] = result.Provider, ["locked_out"] = SecretsJson.Of(result.LockedOut) },
            screen => VaultPasswordView.Write(screen, result));
    }
}
