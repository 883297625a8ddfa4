using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Finds the vault password: options, <c>HYOPS_VAULT_PASSWORD_FILE</c>, <c>ANSIBLE_VAULT_PASSWORD_FILE</c>, <c>HYOPS_VAULT_PASSWORD_COMMAND</c>,
/// the workstation's command, then, for <c>local</c>, its generated file. The first that is configured decides; one that is configured and
/// unfit is an error, not a reason to ask the next. The answer is kept, so that an operator unlocks once.
/// </summary>
public sealed class VaultPasswordSource
{
    private readonly IReadOnlyList<IVaultPasswordProvider> providers;
    private readonly ChosenEnvironment chosen;
    private volatile VaultPassword? found;

    /// <summary>Builds the usual list.</summary>
    /// <param name="options">What the operator said.</param>
    /// <param name="chosen">The environment with its root.</param>
    /// <param name="world">Variables, home, clock.</param>
    /// <param name="runner">Runs commands that print passwords.</param>
    /// <param name="masker">Learns the password as soon as it is known.</param>
    /// <exception cref="VaultPasswordException">Both options are given.</exception>
    public VaultPasswordSource(VaultPasswordOptions options, ChosenEnvironment chosen, Surroundings world, ICommandRunner runner, Masker masker)
    {
        if (!string.IsNullOrEmpty(options.File) && !string.IsNullOrEmpty(options.Command))
        {
            throw VaultPasswordException.Both();
        }

        var commands = new VaultPasswordCommand(runner, masker, world);
        this.chosen = chosen;
        providers =
        [
            File("--vault-password-file", options.File),
            new PasswordCommandProvider("--vault-password-command", options.Command, commands),
            File("HYOPS_VAULT_PASSWORD_FILE", world.Variables.GetValueOrDefault("HYOPS_VAULT_PASSWORD_FILE")),
            File("ANSIBLE_VAULT_PASSWORD_FILE", world.Variables.GetValueOrDefault("ANSIBLE_VAULT_PASSWORD_FILE")),
            new PasswordCommandProvider("HYOPS_VAULT_PASSWORD_COMMAND", world.Variables.GetValueOrDefault("HYOPS_VAULT_PASSWORD_COMMAND"), commands),
            new PersistedCommandProvider(commands, world),
            new LocalPasswordProvider(chosen, commands, masker, world),
        ];

        PasswordFileProvider File(string place, string? path) => new(place, path, commands, masker, world);
    }

    /// <summary>Where it looks, in order.</summary>
    public IReadOnlyList<string> Places => [.. providers.Select(provider => provider.Place)];

    /// <summary>Gets the password.</summary>
    /// <param name="cancellationToken">Ends the wait for a command.</param>
    /// <exception cref="VaultPasswordException">No source is configured, or the one that is gives none.</exception>
    /// <exception cref="Core.Files.FileProblemException">A file is unfit: readable by others, somebody else's, missing.</exception>
    public async Task<VaultPassword> FindAsync(CancellationToken cancellationToken)
    {
        if (found is { } known)
        {
            return known;
        }

        foreach (var provider in providers)
        {
            if (await provider.FindAsync(cancellationToken) is { } password)
            {
                // Notices are for the one who caused the creation; later readers of the kept answer need none.
                found = password with { Notice = null };
                return password;
            }
        }

        throw VaultPasswordException.NoSource(chosen.Root.BundleFile, Places.Where(place => place != chosen.Root.LocalPasswordFile));
    }
}
