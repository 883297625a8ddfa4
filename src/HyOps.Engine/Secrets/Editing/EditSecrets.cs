using System.Security.Cryptography;
using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.World;
using HyOps.Vault;

namespace HyOps.Engine.Secrets.Editing;

/// <summary>
/// Lets a person edit the bundle's env file. Its plaintext lies in memory only (<see cref="MemoryFolder"/>), and is overwritten and removed however
/// this ends. What others change meanwhile stays; where both changed a key, theirs stays and nothing is written.
/// </summary>
/// <param name="store">The bundle.</param>
/// <param name="world">The editor's name, the terminal, where memory is.</param>
/// <param name="runner">Starts the editor.</param>
public sealed class EditSecrets(BundleStore store, Surroundings world, IForegroundRunner runner)
{
    private const int LargestText = 4 * 1024 * 1024;

    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Asks the editor to end; nothing is written then.</param>
    /// <exception cref="EditException">The edit cannot be done, or was not taken over.</exception>
    /// <exception cref="FileProblemException">There is no directory in memory.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the bundle is as it was.</exception>
    public async Task<EditResult> RunAsync(CancellationToken cancellationToken)
    {
        var editor = Editor.Find(world);
        var places = MemoryFolder.Places(world.Variables.GetValueOrDefault("XDG_RUNTIME_DIR"));
        MemoryFolder.Sweep(places);
        var before = await store.OpenFileOrEmptyAsync(cancellationToken).ConfigureAwait(false);
        using var folder = MemoryFolder.Create(places);
        var after = await EditAsync(editor, before, Path.Combine(folder.FullPath, $"{store.EnvironmentName}.env"), cancellationToken).ConfigureAwait(false);
        var changes = new EditChanges(before, after);
        return changes.IsNothing ? new EditResult([], Written: false, []) : await TakeOverAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    private async Task<EnvFile> EditAsync(Editor editor, EnvFile before, string file, CancellationToken cancellationToken)
    {
        WriteText(file, before);
        while (true)
        {
            var ended = await runner.RunAsync(editor.CommandFor(file), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (ended.ExitCode != 0)
            {
                throw EditException.EditorFailed(editor.Words, ended.ExitCode);
            }

            try
            {
                return ReadText(file);
            }
            catch (EnvFileException wrong)
            {
                if (!await WantsToEditAgainAsync(wrong, cancellationToken).ConfigureAwait(false))
                {
                    throw EditException.NotEnvFile(wrong.Message, store.EnvironmentName);
                }
            }
        }
    }

    private async Task<bool> WantsToEditAgainAsync(EnvFileException wrong, CancellationToken cancellationToken)
    {
        if (world.Terminal.Prompt is not { } prompt)
        {
            return false;
        }

        var answer = await prompt.AskAsync($"{wrong.Message}.\nEdit again? [Y/n]", cancellationToken).ConfigureAwait(false);
        return answer?.Trim() is "" or "y" or "Y" or "yes";
    }

    private void WriteText(string file, EnvFile content)
    {
        var text = EnvFileBody.Format(content, store.AllowedReservedKeys);
        try
        {
            AtomicFile.Write(file, text.AsMemory());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private EnvFile ReadText(string file)
    {
        if (!File.Exists(file))
        {
            throw EditException.Gone();
        }

        var text = PrivateFile.Read(file, LargestText);
        try
        {
            // Read once more by itself, so that a value that no bundle may hold is told while it can still be corrected.
            var read = EnvFileBody.Parse("the edited text", text, store.AllowedReservedKeys);
            CryptographicOperations.ZeroMemory(EnvFileBody.Format(read, store.AllowedReservedKeys));
            return read;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private async Task<EditResult> TakeOverAsync(EditChanges changes, CancellationToken cancellationToken)
    {
        var update = await store.UpdateFileAsync(
            now => changes.ConflictsWith(now) is { Count: > 0 } conflicts ? throw EditException.Conflict(store.FilePath, conflicts, store.EnvironmentName) : changes.AppliedTo(now),
            cancellationToken).ConfigureAwait(false);
        return new EditResult(changes.Keys, update.Written, update.Notices);
    }
}
