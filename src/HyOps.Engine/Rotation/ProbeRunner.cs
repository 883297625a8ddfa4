using HyOps.Core.Authorities;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Canary;
using HyOps.Engine.Roots;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Rotation;

/// <summary>Runs the probes of modules: with the keys that they name, and no other secret.</summary>
/// <param name="environment">The environment.</param>
/// <param name="authority">Gives the values.</param>
/// <param name="runner">Starts them.</param>
/// <param name="world">The world.</param>
/// <param name="run">The run's id.</param>
/// <param name="root">The runtime root.</param>
/// <param name="canary">The run's synthetic secret.</param>
internal sealed class ProbeRunner(EnvironmentDefinition environment, ISecretAuthority authority, ICommandRunner runner, Surroundings world, string run, RuntimeRoot root, SecretValue canary)
{
    /// <summary>Why a probe could not be started; null where it could.</summary>
    public string? WhyNot(RotationConsumer consumer)
    {
        var program = consumer.Probe!.Command[0];
        return program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(Path.Combine(consumer.ModuleDirectory, program)) ? null : $"its program {program} is not in {consumer.ModuleDirectory}"
            : ProgramSearch.Find(program, world.Variables.GetValueOrDefault("PATH")) is null ? $"its program {program} is not on PATH" : null;
    }

    /// <summary>Runs one.</summary>
    /// <param name="consumer">The probe.</param>
    /// <param name="state">The rotation; its new version is there.</param>
    /// <param name="cancellationToken">Cancelled = interrupt.</param>
    public async Task<RotationConsumer> RunAsync(RotationConsumer consumer, RotationState state, CancellationToken cancellationToken)
    {
        var probe = consumer.Probe!;
        var (secrets, problem) = await ValuesAsync(probe.Keys, state, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            return consumer with { Status = ConsumerStatus.Unverified, Detail = problem };
        }

        var output = new CollectedOutput(DiscardOutput.Instance);
        var program = probe.Command[0];
        var command = new Command
        {
            Program = program.Contains('/', StringComparison.Ordinal) ? Path.Combine(consumer.ModuleDirectory, program) : program,
            Arguments = [.. probe.Command.Skip(1)],
            WorkingDirectory = consumer.ModuleDirectory,
            Environment = EnvironmentFor(state).With(secrets),
            Timeout = probe.Timeout,
            Grace = TimeSpan.FromSeconds(5),
        };
        var result = await runner.RunAsync(command, output, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var failure = result.TimedOut ? $"did not end within {probe.Timeout.TotalSeconds:0} s"
            : result.ExitCode != 0 ? $"exited {result.ExitCode}: {LastLine(output.Text)}"
            : probe.Expect is { } text && !output.Text.Contains(text, StringComparison.Ordinal) ? "ended well, but did not print what 'expect' asks for"
            : null;
        return consumer with { Status = failure is null ? ConsumerStatus.Verified : ConsumerStatus.Failed, Detail = failure };
    }

    private ChildEnvironment EnvironmentFor(RotationState state) => ChildEnvironmentPolicy.FromParent(world.Variables)
        .With("HYOPS_RUN_ID", run)
        .With("HYOPS_ENV", environment.Name.Value)
        .With("HYOPS_RUNTIME_ROOT", root.FullPath)
        .With(RunCanary.Name, canary)
        .With("HYOPS_SECRET_KEY", state.Key)
        .With("HYOPS_SECRET_VERSION", state.NewVersion!);

    private async Task<(SecretBundle Secrets, string? Problem)> ValuesAsync(IEnumerable<SecretName> keys, RotationState state, CancellationToken cancellationToken)
    {
        var rows = keys.Where(environment.SecretMap.Rows.ContainsKey).Select(key => (Key: key, Reference: ReferenceOf(key, state))).ToList();
        var reading = await authority.ReadAsync([.. rows.Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        var found = reading.Found.ToDictionary(secret => secret.Reference, secret => secret.Value);
        return reading.Unread.IsEmpty
            ? (SecretBundle.From(rows.Select(row => KeyValuePair.Create(row.Key, found[row.Reference]))), null)
            : (SecretBundle.Empty, $"its secret {reading.Unread[0].Reference} {reading.Unread[0].Message}");
    }

    private SecretReference ReferenceOf(SecretName key, RotationState state)
    {
        var reference = environment.SecretMap.Rows[key].Reference;
        return key.Value == state.Key ? reference with { Version = state.NewVersion } : reference;
    }

    private static string LastLine(string text) => text.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it said nothing";
}
