using System.Collections.Immutable;
using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>
/// A break-glass file. It is opened and sealed in memory; every value is registered with the masker before anybody gets it; a change is read,
/// changed and written under the file's lock, atomically, and read back before it takes the old one's place.
/// </summary>
public sealed class BreakGlassStore
{
    private readonly GlassFile file;
    private readonly DataKeys keys;
    private readonly Masker masker;
    private readonly TimeProvider clock;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="settings">Which file.</param>
    /// <param name="projectRoot">The absolute folder that it is relative to.</param>
    /// <param name="runner">Starts age and gpg.</param>
    /// <param name="masker">Learns the values.</param>
    /// <param name="world">Tells where the keys are.</param>
    public BreakGlassStore(BreakGlassSettings settings, string projectRoot, ICommandRunner runner, Masker masker, Surroundings world)
    {
        ArgumentNullException.ThrowIfNull(world);
        Settings = settings;
        file = new GlassFile(settings, projectRoot);
        keys = new DataKeys(new DataKeyPrograms(runner, masker, world), world.Clock);
        this.masker = masker;
        clock = world.Clock;
    }

    /// <summary>secrets.break_glass.</summary>
    public BreakGlassSettings Settings { get; }

    /// <summary>The file's absolute path.</summary>
    public string FilePath => file.FullPath;

    /// <summary>Whether there is anything at its place.</summary>
    public bool Exists => file.Exists;

    /// <summary>Reads it; nothing is decrypted.</summary>
    /// <exception cref="Core.HyOpsException">It is not there, or is no SOPS document.</exception>
    internal SopsDocument Read() => file.Read();

    /// <summary>Opens it.</summary>
    /// <exception cref="Core.HyOpsException">No key of the operator's opens it, it was changed, or it is damaged.</exception>
    internal async Task<OpenedGlass> OpenAsync(CancellationToken cancellationToken)
    {
        var document = file.Read();
        using var key = await keys.UnwrapAsync(Settings.File, document, cancellationToken).ConfigureAwait(false);
        return Open(document, key);
    }

    /// <summary>Writes a new one.</summary>
    internal async Task CreateAsync(ImmutableArray<SopsItem> items, GlassRecipients recipients, bool replaces, CancellationToken cancellationToken)
    {
        RefuseExisting(replaces);
        using var key = DataKey.Create();
        var draft = new SopsDraft { File = Settings.File, Format = file.Format, Items = items, Recipients = [.. await keys.WrapAsync(key, recipients, cancellationToken).ConfigureAwait(false)], LastModified = clock.GetUtcNow() };
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        RefuseExisting(replaces);
        Write(draft, key);
    }

    /// <summary>Changes what is in it; data key and recipients stay.</summary>
    /// <param name="change">Makes the new content of the one that is there at that moment; called under the lock.</param>
    /// <param name="cancellationToken">Ends the waits; the writing itself is not torn.</param>
    internal Task UpdateAsync(Func<OpenedGlass, ImmutableArray<SopsItem>> change, CancellationToken cancellationToken) =>
        WithOpenedAsync((opened, key) =>
        {
            Write(DraftOf(opened) with { Items = change(opened) }, key);
            return Task.FromResult(opened);
        }, cancellationToken);

    /// <summary>Encrypts it under a new data key.</summary>
    /// <param name="recipients">Who may open it from now on; null is who could before.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <returns>What is in it, and who can open it now.</returns>
    internal async Task<(OpenedGlass Opened, GlassRecipients Recipients)> RotateAsync(GlassRecipients? recipients, CancellationToken cancellationToken)
    {
        var chosen = recipients;
        var opened = await WithOpenedAsync(async (opened, _) =>
        {
            chosen ??= GlassRecipients.Of(Settings.File, opened.Document);
            using var key = DataKey.Create();
            Write(DraftOf(opened) with { Recipients = [.. await keys.WrapAsync(key, chosen, cancellationToken).ConfigureAwait(false)] }, key);
            return opened;
        }, cancellationToken).ConfigureAwait(false);
        return (opened, chosen!);
    }

    // A key may take a person's time to unlock: that is before the lock is taken, which others wait for. Where the data key is another by then, again.
    private async Task<OpenedGlass> WithOpenedAsync(Func<OpenedGlass, DataKey, Task<OpenedGlass>> change, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var before = file.Read();
            using var key = await keys.UnwrapAsync(Settings.File, before, cancellationToken).ConfigureAwait(false);
            using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
            var document = file.Read();
            if (document.Recipients.Select(recipient => recipient.Wrapped).SequenceEqual(before.Recipients.Select(recipient => recipient.Wrapped), StringComparer.Ordinal))
            {
                return await change(Open(document, key), key).ConfigureAwait(false);
            }
        }
    }

    private OpenedGlass Open(SopsDocument document, DataKey key)
    {
        document.RequireFlat();
        var items = document.Open(key.Bytes);
        masker.Register(items.Select(item => item.Value));
        return new OpenedGlass(Settings.File, document, items, key.OpenedBy);
    }

    private SopsDraft DraftOf(OpenedGlass opened) => new()
    {
        File = Settings.File,
        Format = file.Format,
        Items = opened.Items,
        Recipients = opened.Document.Recipients,
        Rules = opened.Document.Rules,
        LastModified = clock.GetUtcNow(),
    };

    // What would not open again, or would not be what it was, is never put in the old one's place.
    private void Write(SopsDraft draft, DataKey key)
    {
        if (draft.Items.FirstOrDefault(item => !item.IsComment && !draft.Rules.Encrypts(item.Path)) is { } clear)
        {
            throw BreakGlassException.StaysClear(Settings.File, clear.Key);
        }

        var text = draft.Seal(key.Bytes);
        var again = file.Parse(text).Open(key.Bytes);
        if (!again.Select(Told).SequenceEqual(draft.Items.Where(item => draft.Format is not SopsFormat.Json || !item.IsComment).Select(Told)))
        {
            throw new InvalidOperationException($"{Settings.File} would not read as it was written; nothing was changed");
        }

        AtomicFile.RemoveLeftovers(FilePath);
        AtomicFile.Write(FilePath, Encoding.UTF8.GetBytes(text));
    }

    private static (string, Core.Secrets.SecretValue, string) Told(SopsItem item) => (item.Key, item.Value, item.Type);

    private void RefuseExisting(bool replaces)
    {
        if (Exists && !replaces)
        {
            throw BreakGlassException.IsThere(Settings.File);
        }
    }

    private Task<FileLock> LockAsync(CancellationToken cancellationToken) => FileLock.AcquireAsync(FilePath, FileLock.UsualPatience, clock, cancellationToken);
}
