namespace HyOps.Engine.Passwords;

/// <summary>One source of the vault password. The first that has something to say decides.</summary>
public interface IVaultPasswordProvider
{
    /// <summary>Where it looks, for people: <c>HYOPS_VAULT_PASSWORD_FILE</c>.</summary>
    string Place { get; }

    /// <summary>Gets the password.</summary>
    /// <param name="cancellationToken">Ends the wait for a command.</param>
    /// <returns>Null where this source is not configured, so that the next is asked.</returns>
    /// <exception cref="Core.HyOpsException">It is configured and cannot be used: no other source is asked, as that may hold another password.</exception>
    Task<VaultPassword?> FindAsync(CancellationToken cancellationToken);
}
