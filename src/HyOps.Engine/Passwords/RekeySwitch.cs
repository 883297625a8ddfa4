using System.Security.Cryptography;
using HyOps.Core.Files;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Passwords;

/// <summary>
/// The steps of a rekey on disk. Before the journal says "decided", everything can be undone; after it, everything can be finished, without
/// any password. Each step may be done again.
/// </summary>
/// <param name="path">The journal's path.</param>
/// <param name="store">Changes the password store.</param>
/// <param name="reached">Told after each step; a test ends the process there.</param>
internal sealed class RekeySwitch(string path, PassStore store, Action<string> reached)
{
    /// <summary>Stages the new bundles and the new entry, and decides.</summary>
    internal async Task<RekeyJournal> StageAsync(RekeyJournal journal, IReadOnlyDictionary<string, byte[]> contents, SecretValue password, CancellationToken cancellationToken)
    {
        journal.Write(path);
        reached("journal");
        foreach (var file in journal.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AtomicFile.Write(file.Staged, contents[file.Target].AsMemory());
            reached("staged");
        }

        if (journal.Next is { } next)
        {
            await store.InsertAsync(next, password, cancellationToken);
            Flush(next.FilePath);
            reached("new entry");
        }

        var decided = journal with { IsDecided = true };
        decided.Write(path);
        reached("decided");
        return decided;
    }

    /// <summary>Switches the entry, then the files, and removes the traces. Not to be cancelled: half is worse than a moment's wait.</summary>
    /// <exception cref="VaultStoreException">Somebody changed a bundle meanwhile; the journal stays.</exception>
    internal async Task FinishAsync(RekeyJournal journal, CancellationToken cancellationToken)
    {
        if (journal.Next is { Exists: true } next)
        {
            await store.CopyAsync(journal.Entry!, journal.Previous!, cancellationToken);
            reached("old entry kept");
            await store.MoveAsync(next, journal.Entry!, cancellationToken);
            reached("entry switched");
        }

        foreach (var file in journal.Files.Where(file => File.Exists(file.Staged)))
        {
            Replace(file);
            reached("replaced");
        }

        if (journal.Previous is { } previous)
        {
            await store.RemoveAsync(previous, cancellationToken);
            reached("old entry removed");
        }

        File.Delete(path);
    }

    /// <summary>Removes what was staged; the bundles and the entry are as they were.</summary>
    internal async Task UndoAsync(RekeyJournal journal, CancellationToken cancellationToken)
    {
        foreach (var file in journal.Files)
        {
            File.Delete(file.Staged);
        }

        if (journal.Next is { } next)
        {
            await store.RemoveAsync(next, cancellationToken);
        }

        File.Delete(path);
    }

    /// <summary>What tells sealed bytes from others.</summary>
    internal static string Digest(ReadOnlySpan<byte> sealedBytes) => Convert.ToHexStringLower(SHA256.HashData(sealedBytes));

    private static void Replace(RekeyJournal.Replacement file)
    {
        var content = PrivateFile.Read(file.Staged, Vault.AnsibleVaultEnvelope.MaximumLength);
        if (file.Before is not null)
        {
            var now = Digest(PrivateFile.Read(file.Target, Vault.AnsibleVaultEnvelope.MaximumLength));
            if (now != file.Before && now != Digest(content))
            {
                throw VaultStoreException.ChangedSince(file.Target, file.Staged);
            }
        }

        AtomicFile.Write(file.Target, content.AsMemory());
        File.Delete(file.Staged);
    }

    // gpg does not: after a power cut the decision must not outlive what it decided for.
    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
