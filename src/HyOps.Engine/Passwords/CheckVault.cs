using HyOps.Core;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Passwords;

/// <summary>Looks whether the vault password is ready. It changes nothing, asks nobody, and creates no password.</summary>
/// <param name="chosen">The environment.</param>
/// <param name="passwords">The sources, which may never ask.</param>
/// <param name="store">The bundle.</param>
public sealed class CheckVault(ChosenEnvironment chosen, VaultPasswordSource passwords, BundleStore store)
{
    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Ends the wait for a command.</param>
    /// <exception cref="HyOpsException">The operator asked for what cannot be; everything else is an answer.</exception>
    public async Task<VaultReadiness> RunAsync(CancellationToken cancellationToken)
    {
        string? source = null;
        try
        {
            source = (await passwords.FindAsync(cancellationToken)).Source;
            return store.Exists ? new VaultReadiness { Source = source, Keys = (await store.OpenAsync(cancellationToken)).Names.Count() } : new VaultReadiness { Source = source };
        }
        catch (VaultPasswordException none) when (none.Kind is VaultPasswordProblem.NoSource && chosen.Name.IsLocal && !store.Exists)
        {
            // A local environment needs no preparation: its first secret brings a password with it.
            return new VaultReadiness();
        }
        catch (HyOpsException problem) when (problem is not VaultPasswordException { Kind: VaultPasswordProblem.Asked })
        {
            return new VaultReadiness { Source = source, Reason = problem.Message, Fix = problem.NextStep };
        }
    }
}
