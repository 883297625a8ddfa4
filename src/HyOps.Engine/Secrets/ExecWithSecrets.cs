using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Engine.Secrets;

/// <summary>What to run with which secrets.</summary>
public sealed record ExecOptions
{
    /// <summary>The program: a path, or a name on PATH.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The keys that it gets, and no others.</summary>
    public required ImmutableArray<SecretName> Keys { get; init; }

    /// <summary><c>--no-mask</c>: refused where standard output is no terminal, as logs are read by others.</summary>
    public bool NoMask { get; init; }
}

/// <summary>Runs a command with the asked keys and the allow-listed environment.</summary>
/// <param name="store">The bundle.</param>
/// <param name="world">Environment, working directory, terminal.</param>
/// <param name="runner">Masks with the masker that the store registers values with.</param>
/// <param name="unmasked">Masks nothing: a runner with a masker of its own. It gets the values as plain variables.</param>
public sealed class ExecWithSecrets(BundleStore store, Surroundings world, ICommandRunner runner, ICommandRunner unmasked)
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="output">Takes the output.</param>
    /// <param name="cancellationToken">One interrupt to the command.</param>
    /// <returns>How the command ended; its exit code is the caller's to pass on.</returns>
    /// <exception cref="BundleException">No key is asked for, one is not set, or <c>--no-mask</c> without a terminal.</exception>
    public async Task<CommandResult> RunAsync(ExecOptions options, ICommandOutput output, CancellationToken cancellationToken)
    {
        if (options.Keys.IsEmpty)
        {
            throw BundleException.Operator("no key is asked for", "name what the command needs: hyops secrets exec --key KEY -- COMMAND");
        }

        if (options.NoMask && !world.Terminal.OutIsTerminal)
        {
            throw BundleException.Operator("--no-mask: standard output is no terminal, and what reads it may keep it", "leave --no-mask out, or run it on a terminal");
        }

        var bundle = await store.OpenAsync(cancellationToken);
        var missing = options.Keys.Where(key => !bundle.Holds(key)).ToList();
        if (missing.Count > 0)
        {
            throw BundleException.MissingKeys(store.FilePath, missing, store.EnvironmentName);
        }

        var command = CommandFor(world, store.EnvironmentName, options, bundle.Only(options.Keys));
        return await (options.NoMask ? unmasked : runner).RunAsync(command, output, cancellationToken);
    }

    /// <summary>The command with the secrets in its environment, and of ours only what every child gets.</summary>
    internal static Command CommandFor(Surroundings world, string environmentName, ExecOptions options, SecretBundle secrets)
    {
        var environment = ChildEnvironmentPolicy.FromParent(world.Variables).With("HYOPS_ENV", environmentName);
        return new Command
        {
            Program = options.Program,
            Arguments = options.Arguments,
            WorkingDirectory = world.WorkingDirectory,
            Input = CommandInput.PassedOn(world.Terminal.In),
            Environment = options.NoMask
                ? secrets.Secrets.Aggregate(environment, (all, pair) => all.With(pair.Key.Value, pair.Value.Reveal()))
                : environment.With(secrets),
        };
    }
}
