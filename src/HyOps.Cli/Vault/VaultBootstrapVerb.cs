using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.Passwords;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault bootstrap</c>.</summary>
internal static class VaultBootstrapVerb
{
    internal static Verb Create(VaultArguments arguments)
    {
        var generate = new Option<bool>("--generate") { Description = "Invent the password, where no bundle is there yet." };
        var gpgId = new Option<string?>("--gpg-id") { HelpName = "ID", Description = "The GPG key of a new store. Default: the first that can encrypt, else a new one." };
        var entry = VaultArguments.Entry();
        return new Verb(
            "bootstrap",
            "Stores the vault password in the password store 'pass' and keeps the command that prints it. It creates the GPG key and the store where there is none, and tries the password on the bundles before it stores it.",
            (invocation, cancellationToken) => RunAsync(
                invocation,
                new BootstrapOptions { Generate = invocation.Get(generate), GpgId = invocation.Get(gpgId), Entry = invocation.Get(entry), Script = arguments.ScriptOf(invocation) },
                cancellationToken))
        {
            Options = { generate, entry, gpgId },
            Examples =
            [
                new("hyops vault bootstrap", "asks for the password twice, without showing it"),
                new("hyops vault bootstrap --generate", "invents one; 'hyops vault password --show' shows it for the safe"),
                new("hyops vault bootstrap --script ~/hybridops-core/tools/secrets/vault/vault-pass.sh", "lets the provider script do it"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, BootstrapOptions options, CancellationToken cancellationToken)
    {
        var use = new BootstrapPassword(VaultArguments.ChosenBy(invocation), invocation.World, VaultArguments.RunnerOf(invocation), invocation.Masker);
        var result = await use.RunAsync(options, cancellationToken);
        return invocation.Answer(
            ExitCode.Ok,
            () => new()
            {
                ["provider"] = result.Provider,
                ["command_file"] = result.CommandFile,
                ["was_stored"] = result.WasStored,
                ["created_key"] = result.CreatedKey,
                ["created_store"] = result.CreatedStore,
                ["opens"] = SecretsJson.Of(result.Opens),
                ["does_not_open"] = SecretsJson.Of(result.DoesNotOpen),
            },
            screen => VaultPasswordView.Write(screen, result));
    }
}
