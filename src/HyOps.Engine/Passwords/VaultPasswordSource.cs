using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Finds the vault password: options, <c>HYOPS_VAULT_PASSWORD_FILE</c>, <c>ANSIBLE_VAULT_PASSWORD_FILE</c>, <c>HYOPS_VAULT_PASSWORD_COMMAND</c>,
/// for <c>local</c> the file that was generated for it, the workstation's command, the provider script, the entry of pass; then, for
/// <c>local</c>, a generated one. The first that is configured decides; one that is configured and unfit is an error, not a reason to ask the
/// next. The answer is kept, so that an operator unlocks once. Sources that are not configured cost a look at a file at most.
/// </summary>
public sealed class VaultPasswordSource
{
    private readonly IReadOnlyList<IVaultPasswordProvider> providers;
    private readonly ChosenEnvironment chosen;
    private readonly Surroundings world;
    private volatile VaultPassword? found;

    /// <summary>Builds the usual list.</summary>
    /// <param name="options">What the operator said.</param>
    /// <param name="chosen">The environment with its root.</param>
    /// <param name="world">Variables, home, clock.</param>
    /// <param name="runner">Runs commands that print passwords.</param>
    /// <param name="masker">Learns the password as soon as it is known.</param>
    /// <exception cref="VaultPasswordException">Two of the options are given.</exception>
    public VaultPasswordSource(VaultPasswordOptions options, ChosenEnvironment chosen, Surroundings world, ICommandRunner runner, Masker masker)
    {
        RefuseTwo(options);
        var commands = new VaultPasswordCommand(runner, masker, world, options.Asking);
        var pass = new PassStore(commands, new GpgKeyring(commands));
        (this.chosen, this.world) = (chosen, world);
        providers =
        [
            File("--vault-password-file", options.File),
            new PasswordCommandProvider("--vault-password-command", options.Command, commands),
            .. options.Script is { Length: > 0 } script ? [new ProviderScriptProvider(script, commands, world)] : (IVaultPasswordProvider[])[],
            File("HYOPS_VAULT_PASSWORD_FILE", world.Variables.GetValueOrDefault("HYOPS_VAULT_PASSWORD_FILE")),
            File("ANSIBLE_VAULT_PASSWORD_FILE", world.Variables.GetValueOrDefault("ANSIBLE_VAULT_PASSWORD_FILE")),
            new PasswordCommandProvider("HYOPS_VAULT_PASSWORD_COMMAND", world.Variables.GetValueOrDefault("HYOPS_VAULT_PASSWORD_COMMAND"), commands),
            new LocalPasswordProvider(chosen, commands, masker, world, mayCreate: false),
            .. options.WithoutWorkstation ? [] : (IVaultPasswordProvider[])[new PersistedCommandProvider(commands, pass, world), new ProviderScriptProvider(null, commands, world), new PassProvider(pass, world)],
            new LocalPasswordProvider(chosen, commands, masker, world, mayCreate: options.Asking is not PasswordAsking.Never),
        ];

        PasswordFileProvider File(string place, string? path) => new(place, path, commands, masker, world);
    }

    /// <summary>Where it looks, in order.</summary>
    public IReadOnlyList<string> Places =>
        [.. providers.Select(provider => provider.Place).Where(place => place != chosen.Root.LocalPasswordFile || chosen.Name.IsLocal).Distinct(StringComparer.Ordinal)];

    /// <summary>Gets the password.</summary>
    /// <param name="cancellationToken">Ends the wait for a command.</param>
    /// <exception cref="VaultStoreException">A change of the password was interrupted, and must be finished first.</exception>
    /// <exception cref="VaultPasswordException">No source is configured, or the one that is gives none.</exception>
    /// <exception cref="Core.Files.FileProblemException">A file is unfit: readable by others, somebody else's, missing.</exception>
    public async Task<VaultPassword> FindAsync(CancellationToken cancellationToken)
    {
        if (found is { } known)
        {
            return known;
        }

        RekeyJournal.RefuseUnfinished(world);
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

    private static void RefuseTwo(VaultPasswordOptions options)
    {
        (string Name, string? Value)[] given = [("--vault-password-file", options.File), ("--vault-password-command", options.Command), ("--script", options.Script)];
        if (given.Where(option => !string.IsNullOrEmpty(option.Value)).Select(option => option.Name).ToList() is [var one, var other, ..])
        {
            throw VaultPasswordException.Both(one, other);
        }
    }
}
