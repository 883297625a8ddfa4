using System.Text;
using HyOps.Core.Files;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>
/// The command that a workstation keeps in <c>~/.hybridops/config/vault-password-command</c>, one line. Whoever can write that file can run
/// programs as the operator, so it must be the operator's own and writable by nobody else.
/// </summary>
internal sealed class PersistedCommandProvider(VaultPasswordCommand commands, Surroundings world) : IVaultPasswordProvider
{
    private const int Limit = 16 * 1024;

    /// <inheritdoc/>
    public string Place => "~/.hybridops/config/vault-password-command";

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken)
    {
        var file = world.Home is { } home ? Path.Combine(world.Absolute(home), ".hybridops", "config", "vault-password-command") : null;
        if (file is null || !Path.Exists(file))
        {
            return null;
        }

        PrivateFile.RequireOwned(file);
        PrivateFile.RequireUnwritableByOthers(file);
        var text = Encoding.UTF8.GetString(PrivateFile.Read(file, Limit)).Split('\n')[0].Trim();
        return text.Length == 0 ? null : await commands.RunShellAsync(file, text, cancellationToken);
    }
}
