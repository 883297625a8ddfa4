using System.Globalization;
using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Passwords;

/// <summary>
/// Runs the commands that print a vault password. They see the operator's whole environment, as they would in the operator's shell:
/// agents, sockets and CI variables are what they live on. Their standard output stays in memory and is never shown.
/// </summary>
internal sealed class VaultPasswordCommand(ICommandRunner runner, Masker masker, Surroundings world)
{
    private const string TimeoutVariable = "HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S";
    private const int UsualSeconds = 120;
    private const int FewestSeconds = 5;
    private const int OutputLimit = 64 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Runs a shell command; its first line is the password.</summary>
    public async Task<VaultPassword> RunShellAsync(string source, string text, CancellationToken cancellationToken)
    {
        var output = await RunAsync(source, "/bin/sh", ["-c", text], cancellationToken);
        return Answer(source, FirstLine(output));
    }

    /// <summary>Runs an executable password file, as ansible does: all that it prints, without line ends around it, is the password.</summary>
    public async Task<VaultPassword> RunProgramAsync(string source, string path, CancellationToken cancellationToken)
    {
        var output = await RunAsync(source, path, [], cancellationToken);
        return Answer(source, output.Trim('\r', '\n'));
    }

    private VaultPassword Answer(string source, string password)
    {
        var value = SecretValue.From(password);
        masker.Register([value]);
        return value.IsEmpty ? throw VaultPasswordException.EmptyAnswer(source) : new VaultPassword(value, source);
    }

    private async Task<string> RunAsync(string source, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var timeout = Timeout();
        var errors = new CollectedOutput(DiscardOutput.Instance);
        var result = await StartAsync(source, CommandFor(program, arguments, timeout), errors, cancellationToken);
        if (result.TimedOut)
        {
            throw VaultPasswordException.TimedOut(source, timeout);
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
        try
        {
            return await runner.RunAsync(command, errors, cancellationToken);
        }
        catch (CommandNotStartedException exception)
        {
            throw VaultPasswordException.NotStarted(source, exception);
        }
    }

    private Command CommandFor(string program, string[] arguments, TimeSpan timeout) => new()
    {
        Program = program,
        Arguments = [.. arguments],
        WorkingDirectory = world.WorkingDirectory,
        Environment = world.Variables.Aggregate(ChildEnvironment.Empty, (environment, pair) => environment.With(pair.Key, pair.Value)),
        CaptureStandardOutput = true,
        CaptureLimit = OutputLimit,
        Timeout = timeout,
        Grace = TimeSpan.FromSeconds(2),
    };

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

    private TimeSpan Timeout()
    {
        if (world.Variables.GetValueOrDefault(TimeoutVariable) is not { Length: > 0 } text)
        {
            return TimeSpan.FromSeconds(UsualSeconds);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Max(seconds, FewestSeconds))
            : throw VaultPasswordException.BadTimeout(TimeoutVariable, text);
    }
}
