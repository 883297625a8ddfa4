using System.Collections.Immutable;
using HyOps.Cli.Hosting;
using HyOps.Contracts.Projects;
using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Engine.Passwords;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary>The bundle that an invocation means, with where its password comes from.</summary>
internal sealed class OpenedSecrets
{
    private OpenedSecrets(ChosenEnvironment chosen, ICommandRunner runner, VaultPasswordSource passwords, BundleStore store) =>
        (Chosen, Runner, Passwords, Store) = (chosen, runner, passwords, store);

    internal ChosenEnvironment Chosen { get; }

    internal ICommandRunner Runner { get; }

    internal VaultPasswordSource Passwords { get; }

    internal BundleStore Store { get; }

    internal static OpenedSecrets Of(Invocation invocation)
    {
        // The plaintext of an 'edit' that was killed lies in memory until somebody removes it.
        MemoryFolder.Sweep(MemoryFolder.Places(invocation.World.Variables.GetValueOrDefault("XDG_RUNTIME_DIR")));
        return Of(invocation, ChosenEnvironment.From(invocation.World, invocation.Environment, invocation.Root), invocation.VaultPassword);
    }

    /// <summary>For a verb that changes nothing: it reads a root of the days before environments, too.</summary>
    internal static OpenedSecrets ForReading(Invocation invocation) => ForReading(invocation, invocation.VaultPassword);

    /// <summary>The same, with other sources of the password than the global options name.</summary>
    internal static OpenedSecrets ForReading(Invocation invocation, VaultPasswordOptions password) =>
        Of(invocation, ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root), password);

    private static OpenedSecrets Of(Invocation invocation, ChosenEnvironment chosen, VaultPasswordOptions password)
    {
        var world = invocation.World;
        var runner = new ProcessCommandRunner(invocation.Masker, world.Clock);
        var passwords = new VaultPasswordSource(password, chosen, world, runner, invocation.Masker);
        var store = new BundleStore(chosen, passwords, invocation.Masker, world.Clock) { AllowedReservedKeys = AllowedKeys(invocation, chosen) };
        return new OpenedSecrets(chosen, runner, passwords, store);
    }

    // Reading contracts takes longer than opening a bundle, and few environments allow reserved keys: the text tells whether to look.
    private static ImmutableHashSet<SecretName> AllowedKeys(Invocation invocation, ChosenEnvironment chosen)
    {
        var folders = invocation.Project is null ? ProjectFinder.FindFrom(invocation.World.WorkingDirectory) : Project.Find(invocation.World, invocation.Project);
        var file = folders?.InventoriesRoot is { } inventories ? Path.Combine(inventories, chosen.Name.Value, "environment.yml") : null;
        if (folders is null || !File.Exists(file) || !File.ReadAllText(file).Contains("allow_reserved", StringComparison.Ordinal))
        {
            return ImmutableHashSet<SecretName>.Empty;
        }

        var environment = new ContractValidator(folders).Validate(new ValidationRequest { Environment = chosen.Name }, CancellationToken.None).Environment;
        return environment?.AllowedReservedKeys ?? [];
    }
}
