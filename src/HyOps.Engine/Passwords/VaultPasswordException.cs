using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Problems;

namespace HyOps.Engine.Passwords;

/// <summary>The vault password could not be had. The text holds no command and nothing that a command printed to standard output.</summary>
public sealed class VaultPasswordException : HyOpsException
{
    private const string Unlock = "unlock once at a terminal: hyops vault password >/dev/null";

    private VaultPasswordException(VaultPasswordProblem kind, string message, string nextStep, ExitCode exitCode = ExitCode.SecretsFailed, Exception? cause = null)
        : base(exitCode, message, nextStep, cause) => Kind = kind;

    /// <summary>Why, for programs.</summary>
    public VaultPasswordProblem Kind { get; }

    internal static VaultPasswordException NoSource(string bundle, IEnumerable<string> places) => new(
        VaultPasswordProblem.NoSource,
        $"{bundle}: no source of its vault password is configured; looked at {string.Join(", ", places)}: entry not ready (run --bootstrap)",
        "on a workstation: hyops vault bootstrap; elsewhere give one: --vault-password-file FILE or --vault-password-command COMMAND");

    internal static VaultPasswordException Both(string one, string other) =>
        new(VaultPasswordProblem.Asked, $"{one} and {other} are both given", "give one of them", ExitCode.OperatorError);

    internal static VaultPasswordException Empty(string source) =>
        new(VaultPasswordProblem.NoPassword, $"{source}: there is no password in it", "put the vault password into its first line");

    internal static VaultPasswordException EmptyAnswer(string source) =>
        new(VaultPasswordProblem.NoPassword, $"{source}: the command succeeded and printed no password to standard output", "run the command by hand and look at its first line");

    internal static VaultPasswordException NotUtf8(string source) =>
        new(VaultPasswordProblem.NoPassword, $"{source}: the password is not UTF-8 text", "use a password of UTF-8 text");

    internal static VaultPasswordException Failed(string source, int exitCode, string errors) => new(
        VaultPasswordProblem.CommandFailed,
        $"{source}: the command failed with exit code {exitCode}{(errors.Length > 0 ? $": {errors}" : " and said nothing on standard error")}",
        errors.Contains("(run --bootstrap)", StringComparison.Ordinal) ? "store the password: hyops vault bootstrap" : "run the command by hand until it prints the password");

    internal static VaultPasswordException TimedOut(string source, TimeSpan timeout) => new(
        VaultPasswordProblem.TimedOut,
        $"vault password command timed out while waiting for unlock ({source}, {timeout.TotalSeconds:0} s)",
        "unlock once: hyops vault password >/dev/null; or allow more time: export HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S=300");

    internal static VaultPasswordException BadTimeout(string variable, string text) =>
        new(VaultPasswordProblem.Asked, $"{variable}='{text}' is no number of seconds", $"export {variable}=120", ExitCode.OperatorError);

    internal static VaultPasswordException NotStarted(string source, string program, Exception cause) => program is "pass" or "gpg"
        ? new(VaultPasswordProblem.CommandFailed, $"{source}: {program} is not installed", "install it: hyops setup all --sudo, or: apt-get install pass gnupg", ExitCode.DependencyMissing, cause)
        : new(VaultPasswordProblem.CommandFailed, $"{source}: the command could not be started", "check the file's first line (#!), and that it may be executed", cause: cause);

    internal static VaultPasswordException Circle(string source) =>
        new(VaultPasswordProblem.Asked, $"{source}: this hyops was called by a password command, and would run one again, for ever", "let the command print the password by itself, not by hyops", ExitCode.OperatorError);

    internal static VaultPasswordException BadEntry(string source, string name) =>
        new(VaultPasswordProblem.Asked, $"{source} is '{Shown.Text(name)}', which is no name of an entry of pass", $"use a name such as {PassEntry.UsualName}", ExitCode.OperatorError);

    internal static VaultPasswordException EntryNotReady(string source, PassEntry entry) =>
        new(VaultPasswordProblem.EntryNotReady, $"{source}: {entry.FilePath}: entry not ready (run --bootstrap)", $"store the password: hyops vault bootstrap{EntryOption(entry)}");

    internal static VaultPasswordException Locked(string source, PassEntry entry, PasswordAsking asking) => asking is PasswordAsking.AtTerminal
        ? new(VaultPasswordProblem.Locked, $"{source}: the GPG key of the entry {entry.Name} was not unlocked: a wrong passphrase, a cancelled dialogue, or no terminal for it", "try again at a terminal: hyops vault password >/dev/null")
        : new(VaultPasswordProblem.Locked, $"{source}: the GPG key of the entry {entry.Name} is locked: its passphrase has not been given in this session", Unlock);

    internal static VaultPasswordException NoPinentry(string source, PassEntry entry, string problem) => new(
        VaultPasswordProblem.NoPinentry,
        $"{source}: the GPG key of the entry {entry.Name} is locked, and nothing can ask for its passphrase: {problem}",
        "install one (apt-get install pinentry-curses) or correct gpg-agent.conf; then: gpgconf --kill gpg-agent; hyops vault password >/dev/null");

    internal static VaultPasswordException NoKey(string source, PassEntry entry, IEnumerable<string> recipients) => new(
        VaultPasswordProblem.NoKey,
        $"{source}: the entry {entry.Name} is encrypted for {string.Join(", ", recipients)}, and this machine has no such private key",
        "import the key: gpg --import FILE; or store the password anew: hyops vault reset, then: hyops vault bootstrap");

    private static string EntryOption(PassEntry entry) => entry.Name == PassEntry.UsualName ? "" : $" --entry {FileModes.ShellQuoted(entry.Name)}";
}
