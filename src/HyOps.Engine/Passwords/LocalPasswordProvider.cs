using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Environments that are named local (<see cref="EnvironmentName.IsLocal"/>) alone may have a generated password in their runtime root: what it
/// protects is on the same disk and worth nothing elsewhere, and a newcomer's first run needs no set-up. It is created only while there is no
/// bundle that another password opens, and once it is there it comes before the sources of the whole workstation: a password that is stored for
/// those must not lock this bundle out.
/// </summary>
internal sealed class LocalPasswordProvider(ChosenEnvironment chosen, VaultPasswordCommand commands, Masker masker, Surroundings world, bool mayCreate) : IVaultPasswordProvider
{
    private const int Length = 48;

    /// <inheritdoc/>
    public string Place => chosen.Root.LocalPasswordFile;

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken)
    {
        if (!chosen.Name.IsLocal)
        {
            return null;
        }

        var created = mayCreate && !File.Exists(Place) && await CreateAsync(cancellationToken);
        var found = File.Exists(Place) ? await ReadAsync(cancellationToken) : null;
        return created && found is not null ? found with { Notice = Reason } : found;
    }

    private string Reason =>
        $"no vault password source is configured, so a password for the environment '{chosen.Name}' was generated in {Place} (0600); it never leaves this machine, and only local environments get one";

    private Task<VaultPassword?> ReadAsync(CancellationToken cancellationToken)
    {
        PrivateFile.RequireOwned(Place);
        return new PasswordFileProvider("the generated file", Place, commands, masker, world).FindAsync(cancellationToken);
    }

    private async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        if (Path.Exists(chosen.Root.BundleFile))
        {
            return false;
        }

        chosen.Root.Prepare(chosen.Root.VaultDirectory);
        using var held = await FileLock.AcquireAsync(Place, FileLock.UsualPatience, world.Clock, cancellationToken);
        if (File.Exists(Place))
        {
            return false;
        }

        var password = SecretGenerator.Generate(Length);
        masker.Register([password]);
        AtomicFile.Write(Place, password.Reveal() + "\n");
        return true;
    }
}
