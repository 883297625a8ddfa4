using System.Text;
using HyOps.Core.Files;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>
/// <c>~/.hybridops/config/vault-password-command</c>: one line, 0600. Whoever can write that file can run programs as the operator, so it must
/// be the operator's own and writable by nobody else.
/// </summary>
/// <param name="FilePath">The absolute path.</param>
internal sealed record PersistedCommand(string FilePath)
{
    internal const string Place = "~/.hybridops/config/vault-password-command";
    private const int Limit = 16 * 1024;

    /// <summary>The operator's; null without a home.</summary>
    internal static PersistedCommand? Of(Surroundings world) =>
        world.Home is { } home ? new PersistedCommand(Path.Combine(world.Absolute(home), ".hybridops", "config", "vault-password-command")) : null;

    /// <summary>The command; null where there is none.</summary>
    /// <exception cref="FileProblemException">The file is unfit.</exception>
    internal string? Read()
    {
        if (!Path.Exists(FilePath))
        {
            return null;
        }

        PrivateFile.RequireOwned(FilePath);
        PrivateFile.RequireUnwritableByOthers(FilePath);
        var text = Encoding.UTF8.GetString(PrivateFile.Read(FilePath, Limit)).Split('\n')[0].Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Keeps a command.</summary>
    internal void Write(string text)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(FilePath)!);
        AtomicFile.Write(FilePath, text + "\n");
    }

    /// <summary>Forgets it.</summary>
    internal void Delete() => File.Delete(FilePath);
}
