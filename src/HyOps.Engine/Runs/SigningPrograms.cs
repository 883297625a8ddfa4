using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Runs;

/// <summary>Starts the programs that sign and verify, with what finds their keyrings and agents and nothing else of our environment.</summary>
/// <param name="runner">Starts programs.</param>
/// <param name="world">Gives the variables and the terminal.</param>
internal sealed class SigningPrograms(ICommandRunner runner, Surroundings world)
{
    // Time for a person to type a passphrase; without one, an agent refuses at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Variables =
        ["PATH", "HOME", "GNUPGHOME", "GPG_TTY", "SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS"];

    /// <summary>Runs a program to its end.</summary>
    /// <returns>How it ended, and what it said on standard error.</returns>
    /// <exception cref="CommandNotStartedException">It is not there.</exception>
    public async Task<(CommandResult Result, string Said)> RunAsync(string program, string[] arguments, CommandInput? input, CancellationToken cancellationToken)
    {
        var said = new CollectedOutput(DiscardOutput.Instance);
        var command = new Command
        {
            Program = program,
            Arguments = [.. arguments],
            WorkingDirectory = world.WorkingDirectory,
            Environment = Environment(),
            Input = input,
            CaptureStandardOutput = true,
            CaptureLimit = 1024 * 1024,
            Timeout = Patience,
            Grace = TimeSpan.FromSeconds(2),
        };
        var result = await runner.RunAsync(command, said, cancellationToken).ConfigureAwait(false);
        return (result, said.Text.Trim());
    }

    /// <summary>What a program printed on standard output.</summary>
    public static string TextOf(CommandResult result) => Encoding.UTF8.GetString(result.Captured.Span);

    private ChildEnvironment Environment()
    {
        var environment = Variables.Where(world.Variables.ContainsKey).Aggregate(ChildEnvironment.Empty.With("LC_ALL", "C"), (all, name) => all.With(name, world.Variables[name]));
        return world.Terminal.Device is { } terminal && !environment.Plain.ContainsKey("GPG_TTY") ? environment.With("GPG_TTY", terminal) : environment;
    }
}
