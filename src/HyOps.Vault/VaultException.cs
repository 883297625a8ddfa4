using HyOps.Core;

namespace HyOps.Vault;

/// <summary>An ansible-vault envelope that could not be opened or sealed. Nothing was written.</summary>
public sealed class VaultException : HyOpsException
{
    private VaultException(VaultProblem problem, string message, string nextStep, Exception? cause = null)
        : base(ExitCode.SecretsFailed, message, nextStep, cause) => Problem = problem;

    /// <summary>The reason.</summary>
    public VaultProblem Problem { get; }

    internal static VaultException Empty(string origin) =>
        new(VaultProblem.Empty, $"{origin}: the file is empty, and an ansible-vault file never is", "restore it from a backup; or remove it, and 'hyops secrets ensure' makes a new one");

    internal static VaultException WrongHeader(string origin) =>
        new(VaultProblem.WrongHeader, $"{origin}(1): not an ansible-vault file: it does not begin with $ANSIBLE_VAULT;", $"check the path; if it holds secrets in the clear, encrypt it: ansible-vault encrypt '{origin}'");

    internal static VaultException Unsupported(string origin, string header) =>
        new(VaultProblem.Unsupported, $"{origin}(1): the header '{header}' is not supported: versions 1.1 and 1.2 with AES256 are", $"rewrite it with a current ansible: ansible-vault rekey '{origin}'");

    internal static VaultException NotHex(string origin, int line) =>
        new(VaultProblem.NotHex, $"{origin}({line}): something else than hexadecimal digits stands in the encrypted part", "restore the file from a backup; an editor, a merge or a transfer has changed it");

    internal static VaultException Truncated(string origin, string what) =>
        new(VaultProblem.Truncated, $"{origin}: the encrypted part is incomplete: {what}", "restore the file from a backup; a copy or a download was cut short");

    internal static VaultException WrongPasswordOrTampered(string origin) =>
        new(VaultProblem.WrongPasswordOrTampered, $"{origin}: the vault password is wrong, or the file was changed (its check value does not fit)", "check which password source answered: hyops vault status");

    /// <summary>The file is larger than a bundle may be.</summary>
    /// <param name="origin">The file.</param>
    /// <param name="length">Its bytes.</param>
    public static VaultException TooLarge(string origin, long length) =>
        new(VaultProblem.TooLarge, $"{origin}: {length} bytes are more than the {AnsibleVaultEnvelope.MaximumLength} that a bundle may have", "a bundle feeds environment variables, of which a process takes about 2 MB: keep documents elsewhere and store their keys here");
}
