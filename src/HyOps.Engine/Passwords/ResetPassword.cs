using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>Removes the stored vault password, after asking, and only where every bundle still has another source that opens it.</summary>
/// <param name="chosen">The environment that the operator means.</param>
/// <param name="given">The other sources that the operator named.</param>
/// <param name="world">Terminal, home, variables.</param>
/// <param name="runner">Runs pass.</param>
/// <param name="masker">Learns passwords.</param>
public sealed class ResetPassword(ChosenEnvironment chosen, VaultPasswordOptions given, Surroundings world, ICommandRunner runner, Masker masker)
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to forget.</param>
    /// <param name="cancellationToken">Ends the waits for answers and programs.</param>
    /// <exception cref="VaultStoreException">There is nothing to remove, it is needed, or the operator did not confirm.</exception>
    public async Task<ResetResult> RunAsync(ResetOptions options, CancellationToken cancellationToken)
    {
        RekeyJournal.RefuseUnfinished(world);
        var kept = PersistedCommand.Of(world) ?? throw RootException.NoHome();
        var script = ProviderScript.Named(world, options.Script);
        script?.RequireTrusted();
        var entry = script is null ? EntryOf(kept, options) : null;
        var provider = script?.FilePath ?? $"pass {entry!.Name}";
        var isKept = kept.Read() is { } text && text == (entry?.CommandText ?? FileModes.ShellQuoted(script!.FilePath));
        if (entry is { Exists: false } && !isKept)
        {
            throw VaultStoreException.NothingStored(entry.FilePath);
        }

        var locked = await LockedOutAsync(cancellationToken);
        if (locked.Length > 0 && !options.Force)
        {
            throw VaultStoreException.StillNeeded(locked);
        }

        await ConfirmAsync(options, provider, cancellationToken);

        // The command first: what is left after a kill in between is found by a second call.
        if (isKept)
        {
            kept.Delete();
        }

        var commands = new VaultPasswordCommand(runner, masker, world, PasswordAsking.AtTerminal);
        await (script is not null
            ? commands.ChangeAsync($"{script.Place} {script.FilePath}", commands.Of(script.FilePath, "--reset"), cancellationToken)
            : new PassStore(commands, new GpgKeyring(commands)).RemoveAsync(entry!, cancellationToken));
        return new ResetResult(provider, locked);
    }

    private PassEntry EntryOf(PersistedCommand kept, ResetOptions options) =>
        options.Entry is null && kept.Read() is { } text && PassEntry.Parse(world, text) is { } entry ? entry : PassEntry.Of(world, options.Entry)!;

    private async Task<ImmutableArray<string>> LockedOutAsync(CancellationToken cancellationToken)
    {
        var locked = ImmutableArray.CreateBuilder<string>();
        foreach (var bundle in VaultBundle.All(world, chosen))
        {
            if (!await OpensOtherwiseAsync(bundle, cancellationToken))
            {
                locked.Add(bundle.FilePath);
            }
        }

        return locked.ToImmutable();
    }

    private async Task<bool> OpensOtherwiseAsync(VaultBundle bundle, CancellationToken cancellationToken)
    {
        try
        {
            var others = new VaultPasswordSource(given with { Script = null, WithoutWorkstation = true, Asking = PasswordAsking.Never }, bundle.Chosen, world, runner, masker);
            return bundle.Opens((await others.FindAsync(cancellationToken)).Value);
        }
        catch (HyOpsException)
        {
            return false; // Whatever keeps the others from opening it: this password is needed.
        }
    }

    private async Task ConfirmAsync(ResetOptions options, string provider, CancellationToken cancellationToken)
    {
        if (!options.Yes && (world.Terminal.Prompt is not { } prompt || await prompt.AskAsync($"Remove the vault password in {provider}? Type 'yes':", cancellationToken) is not "yes"))
        {
            throw VaultStoreException.NotConfirmed();
        }
    }
}
