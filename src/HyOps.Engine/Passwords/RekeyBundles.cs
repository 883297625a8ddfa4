using System.Text;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Gives one bundle or all bundles a new password: all of them or none, whatever is killed at whatever moment. New sealed files are staged
/// beside the old ones and the new password in an entry beside the old one; a journal decides; then all are switched. Another call finishes or
/// undoes what was interrupted.
/// </summary>
/// <param name="chosen">The environment that the operator means.</param>
/// <param name="given">The sources of the present password.</param>
/// <param name="world">Terminal, home, clock.</param>
/// <param name="runner">Runs pass, gpg and password commands.</param>
/// <param name="masker">Learns both passwords.</param>
public sealed class RekeyBundles(ChosenEnvironment chosen, VaultPasswordOptions given, Surroundings world, ICommandRunner runner, Masker masker)
{
    private readonly VaultPasswordCommand commands = new(runner, masker, world, PasswordAsking.AtTerminal);

    /// <summary>Told after each step on disk.</summary>
    internal Action<string> Reached { get; init; } = _ => { };

    private GpgKeyring Gpg => new(commands);

    /// <summary>Does it.</summary>
    /// <param name="options">What.</param>
    /// <param name="cancellationToken">Before the decision it undoes everything; after it, it comes too late.</param>
    /// <exception cref="VaultStoreException">It cannot be done.</exception>
    /// <exception cref="VaultPasswordException">A password cannot be had.</exception>
    public async Task<RekeyResult> RunAsync(RekeyOptions options, CancellationToken cancellationToken)
    {
        var path = RekeyJournal.PathOf(world) ?? throw RootException.NoHome();
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        using var alone = await FileLock.AcquireAsync(path, FileLock.UsualPatience, world.Clock, cancellationToken);
        var disk = new RekeySwitch(path, new PassStore(commands, Gpg), Reached);
        if (RekeyJournal.Read(path) is { } left)
        {
            using var held = await BundleLocks.HoldAsync(left.Files.Select(file => file.Target), world.Clock, cancellationToken);
            await (left.IsDecided ? disk.FinishAsync(left, CancellationToken.None) : disk.UndoAsync(left, CancellationToken.None));
            if (left.IsDecided || options.Resume)
            {
                return new RekeyResult { Leftover = left.IsDecided ? RekeyLeftover.Finished : RekeyLeftover.Undone, Bundles = left.IsDecided ? [.. left.Files.Select(file => file.Target)] : [] };
            }
        }

        return options.Resume ? new RekeyResult() : await ChangeAsync(options, disk, cancellationToken);
    }

    private async Task<RekeyResult> ChangeAsync(RekeyOptions options, RekeySwitch disk, CancellationToken cancellationToken)
    {
        var bundles = Bundles(options);
        var old = await new VaultPasswordSource(given with { Asking = PasswordAsking.AtTerminal }, bundles[0].Chosen, world, runner, masker).FindAsync(cancellationToken);
        var entry = await CheckAsync(bundles, old, options, cancellationToken);
        var password = await NewAsync(options, cancellationToken);
        if (password.Equals(old.Value))
        {
            throw VaultStoreException.SamePassword();
        }

        using var held = await BundleLocks.HoldAsync(bundles.Select(bundle => bundle.FilePath), world.Clock, cancellationToken);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var journal = new RekeyJournal { Entry = entry, Files = [.. bundles.SelectMany(bundle => Replacements(bundle, old.Value, password, contents))] };
        try
        {
            journal = await disk.StageAsync(journal, contents, password, cancellationToken);
        }
        catch (Exception stopped) when (stopped is HyOpsException or OperationCanceledException)
        {
            await disk.UndoAsync(journal, CancellationToken.None);
            throw;
        }

        await disk.FinishAsync(journal, CancellationToken.None);
        var isKept = entry is not null || bundles[0].HasOwnPassword;
        return new RekeyResult
        {
            Bundles = [.. bundles.Select(bundle => bundle.FilePath)],
            Provider = entry is not null ? $"pass {entry.Name}" : isKept ? bundles[0].Chosen.Root.LocalPasswordFile : null,
            SourceToChange = isKept ? null : old.Source,
        };
    }

    private List<VaultBundle> Bundles(RekeyOptions options)
    {
        List<VaultBundle> bundles = options.All
            ? [.. BundleCheck.Shared(world, chosen)]
            : [.. VaultBundle.All(world, chosen).Where(bundle => bundle.FilePath == chosen.Root.BundleFile)];
        return bundles.Count > 0 ? bundles : throw VaultStoreException.NoBundles();
    }

    /// <summary>Everything that could go wrong later, now. Returns the entry that is to be switched; null where none is.</summary>
    private async Task<PassEntry?> CheckAsync(List<VaultBundle> bundles, VaultPassword old, RekeyOptions options, CancellationToken cancellationToken)
    {
        if (bundles.Where(bundle => !bundle.Opens(old.Value)).Select(bundle => bundle.FilePath).ToList() is { Count: > 0 } others)
        {
            throw VaultStoreException.NotPresent(others, old.Source);
        }

        if (old.Entry is not { } entry)
        {
            return options.Generate && !bundles[0].HasOwnPassword ? throw VaultStoreException.NowhereToKeep(old.Source) : null;
        }

        var shared = BundleCheck.Shared(world, chosen).Where(bundle => !bundles.Contains(bundle) && bundle.Opens(old.Value)).Select(bundle => bundle.FilePath).ToList();
        if (shared.Count > 0)
        {
            throw VaultStoreException.OthersShare(shared);
        }

        await new StoreKeys(commands, Gpg, world).ChooseAsync(entry, null, cancellationToken);
        return entry;
    }

    private async Task<SecretValue> NewAsync(RekeyOptions options, CancellationToken cancellationToken)
    {
        var asked = new NewPassword(world, masker);
        if (options.Generate)
        {
            return asked.Generate();
        }

        IVaultPasswordProvider provider = options.NewFile is not null
            ? new PasswordFileProvider("--new-password-file", options.NewFile, commands, masker, world)
            : new PasswordCommandProvider("--new-password-command", options.NewCommand, commands);
        return await provider.FindAsync(cancellationToken) is { } found ? asked.Checked(found.Value) : await asked.AskAsync("New vault password", cancellationToken);
    }

    private static IEnumerable<RekeyJournal.Replacement> Replacements(VaultBundle bundle, SecretValue old, SecretValue @new, Dictionary<string, byte[]> contents)
    {
        var before = bundle.Read();
        contents[bundle.FilePath] = bundle.Reseal(before, old, @new);
        yield return new RekeyJournal.Replacement(bundle.FilePath, RekeySwitch.Digest(before));
        if (bundle.HasOwnPassword)
        {
            contents[bundle.Chosen.Root.LocalPasswordFile] = Encoding.UTF8.GetBytes(@new.Reveal() + "\n");
            yield return new RekeyJournal.Replacement(bundle.Chosen.Root.LocalPasswordFile, null);
        }
    }
}
