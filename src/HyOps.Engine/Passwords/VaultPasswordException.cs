using HyOps.Core;

namespace HyOps.Engine.Passwords;

/// <summary>The vault password could not be had. The text holds no command and nothing that a command printed to standard output.</summary>
public sealed class VaultPasswordException : HyOpsException
{
    private VaultPasswordException(ExitCode exitCode, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
    }

    internal static VaultPasswordException NoSource(string bundle, IEnumerable<string> places) =>
        new(ExitCode.SecretsFailed, $"{bundle}: no source of its vault password is configured; looked at {string.Join(", ", places)}", "give one: --vault-password-file FILE or --vault-password-command COMMAND");

    internal static VaultPasswordException Both() =>
        new(ExitCode.OperatorError, "--vault-password-file and --vault-password-command are both given", "give one of them");

    internal static VaultPasswordException Empty(string source) =>
        new(ExitCode.SecretsFailed, $"{source}: there is no password in it", "put the vault password into its first line");

    internal static VaultPasswordException EmptyAnswer(string source) =>
        new(ExitCode.SecretsFailed, $"{source}: the command succeeded and printed no password to standard output", "run the command by hand and look at its first line");

    internal static VaultPasswordException NotUtf8(string source) =>
        new(ExitCode.SecretsFailed, $"{source}: the password is not UTF-8 text", "use a password of UTF-8 text");

    internal static VaultPasswordException Failed(string source, int exitCode, string errors) =>
        new(ExitCode.SecretsFailed, $"{source}: the command failed with exit code {exitCode}{(errors.Length > 0 ? $": {errors}" : " and said nothing on standard error")}", "run the command by hand until it prints the password");

    internal static VaultPasswordException TimedOut(string source, TimeSpan timeout) =>
        new(ExitCode.SecretsFailed, $"vault password command timed out while waiting for unlock ({source}, {timeout.TotalSeconds:0} s)", "unlock once: hyops vault password >/dev/null; or allow more time: export HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S=300");

    internal static VaultPasswordException BadTimeout(string variable, string text) =>
        new(ExitCode.OperatorError, $"{variable}='{text}' is no number of seconds", $"export {variable}=120");

    internal static VaultPasswordException NotStarted(string source, Exception cause) =>
        new(ExitCode.SecretsFailed, $"{source}: the command could not be started", "check the file's first line (#!), and that it may be executed", cause);
}
