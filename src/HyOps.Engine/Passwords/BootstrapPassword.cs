using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Stores the vault password of a workstation in its password store, and keeps the command that prints it. The password is tried on the bundles
/// before anything is created; a second call finds all done.
/// </summary>
/// <param name="chosen">The environment that the operator means; its bundle must open.</param>
/// <param name="world">Terminal, home, variables.</param>
/// <param name="runner">Runs gpg and pass.</param>
/// <param name="masker">Learns the password.</param>
public sealed class BootstrapPassword(ChosenEnvironment chosen, Surroundings world, ICommandRunner runner, Masker masker)
{
    private readonly VaultPasswordCommand commands = new(runner, masker, world, PasswordAsking.AtTerminal);

    /// <summary>Does it.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the waits for answers and programs.</param>
    /// <exception cref="VaultStoreException">It cannot be done; the message says why.</exception>
    /// <exception cref="VaultPasswordException">A program failed.</exception>
    public async Task<BootstrapResult> RunAsync(BootstrapOptions options, CancellationToken cancellationToken)
    {
        RekeyJournal.RefuseUnfinished(world);
        var kept = PersistedCommand.Of(world) ?? throw RootException.NoHome();
        if (ProviderScript.Named(world, options.Script) is { } script)
        {
            return await WithScriptAsync(kept, script, cancellationToken);
        }

        var entry = PassEntry.Of(world, options.Entry)!;
        RefuseOther(kept, entry.CommandText);
        var result = entry.Exists ? await AlreadyStoredAsync(entry, options, cancellationToken) : await StoreAsync(entry, options, cancellationToken);
        kept.Write(entry.CommandText);
        return result with { CommandFile = kept.FilePath };
    }

    private async Task<BootstrapResult> AlreadyStoredAsync(PassEntry entry, BootstrapOptions options, CancellationToken cancellationToken)
    {
        if (options.Generate)
        {
            throw VaultStoreException.AlreadyStored(entry.Name);
        }

        var password = await new PassStore(commands, new GpgKeyring(commands)).ShowAsync($"pass {entry.Name}", entry, cancellationToken);
        var check = BundleCheck.Of(world, chosen, password.Value);
        return Result($"pass {entry.Name}", check) with { WasStored = true };
    }

    private async Task<BootstrapResult> StoreAsync(PassEntry entry, BootstrapOptions options, CancellationToken cancellationToken)
    {
        var gpg = new GpgKeyring(commands);
        var store = new PassStore(commands, gpg);
        var keys = new StoreKeys(commands, gpg, world);
        await store.RequireInstalledAsync(cancellationToken);
        var key = await keys.ChooseAsync(entry, options.GpgId, cancellationToken);
        if (options.Generate && BundleCheck.Shared(world, chosen).ToList() is { Count: > 0 } sealedOnes)
        {
            throw VaultStoreException.WouldInvent(sealedOnes.Select(bundle => bundle.FilePath));
        }

        var asked = new NewPassword(world, masker);
        var password = options.Generate ? asked.Generate() : await asked.AskAsync("Vault password", cancellationToken);
        var check = BundleCheck.Of(world, chosen, password);
        var created = key is null ? await keys.CreateAsync(cancellationToken) : null;
        var isNewStore = StoreKeys.StoreIds(entry).Count == 0;
        if (isNewStore)
        {
            await store.InitAsync(entry, (key ?? created)!.Fingerprint, cancellationToken);
        }

        await store.InsertAsync(entry, password, cancellationToken);
        return Result($"pass {entry.Name}", check) with { CreatedKey = created?.Fingerprint, CreatedStore = isNewStore ? entry.Store : null };
    }

    private async Task<BootstrapResult> WithScriptAsync(PersistedCommand kept, ProviderScript script, CancellationToken cancellationToken)
    {
        script.RequireTrusted();
        var text = FileModes.ShellQuoted(script.FilePath);
        RefuseOther(kept, text);
        var source = $"{script.Place} {script.FilePath}";
        await commands.ChangeAsync(source, commands.Of(script.FilePath, "--bootstrap"), cancellationToken);
        var password = await commands.RunScriptAsync(source, script.FilePath, cancellationToken);
        var check = BundleCheck.Of(world, chosen, password.Value);
        kept.Write(text);
        return Result(script.FilePath, check) with { CommandFile = kept.FilePath };
    }

    private static void RefuseOther(PersistedCommand kept, string wanted)
    {
        if (kept.Read() is { } other && other != wanted)
        {
            throw VaultStoreException.OtherCommand(kept.FilePath);
        }
    }

    private static BootstrapResult Result(string provider, BundleCheck check) =>
        new() { Provider = provider, CommandFile = "", Opens = check.Opens, DoesNotOpen = check.DoesNotOpen };
}
