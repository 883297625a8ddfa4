using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Runs the commands that print a vault password, and those that look after them. They see the operator's whole environment, as they would in
/// the operator's shell: agents, sockets and CI variables are what they live on. Their standard output stays in memory and is never shown.
/// </summary>
/// <param name="runner">Starts them.</param>
/// <param name="masker">Learns the password.</param>
/// <param name="world">Variables, working directory, terminal.</param>
/// <param name="asking">Whether they may ask the person who types.</param>
internal sealed class VaultPasswordCommand(ICommandRunner runner, Masker masker, Surroundings world, PasswordAsking asking)
{
    private const int OutputLimit = 64 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether commands may ask.</summary>
    internal PasswordAsking Asking => asking;

    /// <summary>Runs a shell command; its first line is the password.</summary>
    internal async Task<VaultPassword> RunShellAsync(string source, string text, CancellationToken cancellationToken) =>
        Answer(source, FirstLine(await PrintedAsync(source, Of("/bin/sh", "-c", text), cancellationToken)));

    /// <summary>Runs an executable password file, as ansible does: all that it prints, without line ends around it, is the password.</summary>
    internal async Task<VaultPassword> RunProgramAsync(string source, string path, CancellationToken cancellationToken) =>
        Answer(source, (await PrintedAsync(source, Of(path), cancellationToken)).Trim('\r', '\n'));

    /// <summary>Runs a provider script; its first line is the password.</summary>
    internal async Task<VaultPassword> RunScriptAsync(string source, string path, CancellationToken cancellationToken) =>
        Answer(source, FirstLine(await PrintedAsync(source, Of(path), cancellationToken)));

    /// <summary>Shows an entry of the password store; its first line is the password.</summary>
    internal async Task<VaultPassword> RunPassAsync(string source, PassEntry entry, CancellationToken cancellationToken) =>
        Answer(source, FirstLine(await PrintedAsync(source, InStore(entry, "show", entry.Name), cancellationToken)));

    /// <summary>Changes the password store, or creates a key: what the command says is shown only where it fails.</summary>
    /// <exception cref="VaultPasswordException">It failed.</exception>
    internal Task ChangeAsync(string source, Command command, CancellationToken cancellationToken) => PrintedAsync(source, command, cancellationToken);

    /// <summary>Asks a program for a listing that holds no secret.</summary>
    /// <returns>Its exit code and standard output; 127 and nothing where it cannot be started.</returns>
    internal async Task<(int ExitCode, string Text)> AskAsync(string program, string[] arguments, TimeSpan patience, CancellationToken cancellationToken)
    {
        var command = Of(program, arguments) with { KeepsTerminal = false, Timeout = patience };
        try
        {
            var result = await runner.RunAsync(command with { Environment = command.Environment.With("LC_ALL", "C") }, DiscardOutput.Instance, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return (result.ExitCode, Encoding.UTF8.GetString(result.Captured.Span));
        }
        catch (CommandNotStartedException)
        {
            return (127, "");
        }
    }

    /// <summary>A command of <c>pass</c> on the entry's store.</summary>
    internal Command InStore(PassEntry entry, params string[] arguments) =>
        Of("pass", arguments) is var command && entry.IsUsualStore ? command : command with { Environment = command.Environment.With(PassEntry.StoreVariable, entry.Store) };

    /// <summary>A command in the operator's environment; at the terminal where it may ask there.</summary>
    internal Command Of(string program, params string[] arguments) => new()
    {
        Program = program,
        Arguments = [.. arguments],
        WorkingDirectory = world.WorkingDirectory,
        Environment = new PasswordEnvironment(world).For(asking),
        CaptureStandardOutput = true,
        CaptureLimit = OutputLimit,
        Timeout = PasswordPatience.Of(world),
        Grace = TimeSpan.FromSeconds(2),
        KeepsTerminal = asking is PasswordAsking.AtTerminal && world.Terminal.Prompt is not null,
    };

    private VaultPassword Answer(string source, string password)
    {
        var value = SecretValue.From(password);
        masker.Register([value]);
        return value.IsEmpty ? throw VaultPasswordException.EmptyAnswer(source) : new VaultPassword(value, source);
    }

    private async Task<string> PrintedAsync(string source, Command command, CancellationToken cancellationToken)
    {
        PasswordEnvironment.RefuseCircle(source, world);
        var errors = new CollectedOutput(DiscardOutput.Instance);
        var result = await StartAsync(source, command, errors, cancellationToken);
        if (result.TimedOut)
        {
            throw VaultPasswordException.TimedOut(source, command.Timeout.GetValueOrDefault());
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (result.ExitCode != 0)
        {
            throw VaultPasswordException.Failed(source, result.ExitCode, Shown(errors.Text, result.Captured.Span));
        }

        return Decode(source, result.Captured.Span);
    }

    private async Task<CommandResult> StartAsync(string source, Command command, CollectedOutput errors, CancellationToken cancellationToken)
    {
        // A dialogue that is killed would leave the terminal as it had it.
        using var settings = command.KeepsTerminal ? TerminalSettings.Keep() : null;
        try
        {
            var result = await runner.RunAsync(command, errors, cancellationToken);
            if (command.KeepsTerminal && (result.Interrupted || cancellationToken.IsCancellationRequested))
            {
                await CloseDialogueAsync();
            }

            return result;
        }
        catch (CommandNotStartedException exception) when (exception.ExitCode is Core.ExitCode.DependencyMissing)
        {
            throw VaultPasswordException.NotStarted(source, command.Program, exception);
        }
    }

    // The agent's dialogue outlives whoever asked for it, and would go on to read the terminal. Where there is no /proc, it must be cancelled by hand.
    private async Task CloseDialogueAsync()
    {
        const string Close =
            "for p in /proc/[0-9]*; do case $(cat $p/comm 2>/dev/null) in pinentry*) ls -l $p/fd 2>/dev/null | grep -q -- \"-> $GPG_TTY\\$\" && kill ${p#/proc/};; esac; done";
        await AskAsync("/bin/sh", ["-c", Close], TimeSpan.FromSeconds(5), CancellationToken.None);
    }

    // A command that fails after it has printed the password may repeat it on standard error.
    private string Shown(string errors, ReadOnlySpan<byte> output)
    {
        var printed = FirstLine(Encoding.UTF8.GetString(output)).Trim();
        var masked = printed.Length == 0 ? errors : MaskSet.Of([SecretValue.From(printed)]).Mask(errors);
        return masker.Mask(masked).Trim();
    }

    private static string Decode(string source, ReadOnlySpan<byte> output)
    {
        try
        {
            return Strict.GetString(output);
        }
        catch (DecoderFallbackException)
        {
            throw VaultPasswordException.NotUtf8(source);
        }
    }

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('\r');
    }
}
