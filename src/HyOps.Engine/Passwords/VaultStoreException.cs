using HyOps.Core;
using HyOps.Core.Files;

namespace HyOps.Engine.Passwords;

/// <summary>A verb on the vault password that cannot be done. Nothing was changed, unless the message says so; no password is shown.</summary>
public sealed class VaultStoreException : HyOpsException
{
    private VaultStoreException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static VaultStoreException NoAnswer() =>
        new(ExitCode.OperatorError, "no password was given", "type it at a terminal, pipe it to standard input, or let it be generated: --generate");

    internal static VaultStoreException Differ() => new(ExitCode.OperatorError, "the two passwords differ; nothing was stored", "try again");

    internal static VaultStoreException BadPassword() =>
        new(ExitCode.OperatorError, "the password begins or ends with a space, or holds a control character: password files and commands would give it back changed", "choose another one, or: --generate");

    internal static VaultStoreException OpensNone(IEnumerable<string> bundles) =>
        new(ExitCode.SecretsFailed, $"the password does not open {string.Join(", ", bundles)}; nothing was stored", "give the password that these bundles were sealed with; for a new one: hyops vault rekey --all");

    internal static VaultStoreException WouldInvent(IEnumerable<string> bundles) =>
        new(ExitCode.Refused, $"a generated password would not open {string.Join(", ", bundles)}", "leave --generate away and give their password; for a new one afterwards: hyops vault rekey --all --generate");

    internal static VaultStoreException AlreadyStored(string entry) =>
        new(ExitCode.Refused, $"the entry {entry} holds a password already", "to change it with all bundles: hyops vault rekey --all --generate; to remove it: hyops vault reset");

    internal static VaultStoreException OtherCommand(string path) =>
        new(ExitCode.Refused, $"{path} keeps another password command, which would still be asked first", $"remove it if it is not needed any more: rm {FileModes.ShellQuoted(path)}; then run this again");

    internal static VaultStoreException KeyExpired(string key) =>
        new(ExitCode.SecretsFailed, $"the GPG key {key} has expired, so that nothing can be encrypted for it", $"extend it: gpg --quick-set-expire {key} 1y && gpg --quick-set-expire {key} 1y '*'; or name another one: --gpg-id ID");

    internal static VaultStoreException NoSuchKey(string id) =>
        new(ExitCode.SecretsFailed, $"there is no private GPG key for '{id}' on this machine that can encrypt", "look at the keys: gpg --list-secret-keys; import one: gpg --import FILE");

    internal static VaultStoreException KeyUnprotected(string key) =>
        new(ExitCode.Refused, $"the GPG key {key} has no passphrase: whoever reads the disk would read the vault password", $"give it one: gpg --change-passphrase {key}; in CI use a password file or command instead");

    internal static VaultStoreException KeyNotCreated(string reason) => new(
        ExitCode.SecretsFailed,
        $"no GPG key could be created: {reason}",
        "run this at a terminal, where its passphrase can be asked for; or create a key first: gpg --quick-generate-key 'HybridOps Vault (local)'");

    internal static VaultStoreException OtherKeys(string store, string given) =>
        new(ExitCode.OperatorError, $"{store} encrypts for other keys than --gpg-id {given}", $"leave --gpg-id away; to change the store's keys: pass init {given}");

    internal static VaultStoreException NothingStored(string place) =>
        new(ExitCode.SecretsFailed, $"{place}: there is no vault password to remove: entry not ready (run --bootstrap)", "store one: hyops vault bootstrap");

    internal static VaultStoreException StillNeeded(IEnumerable<string> bundles) => new(
        ExitCode.Refused,
        $"without this password nothing opens {string.Join(", ", bundles)}",
        "give another source of it (HYOPS_VAULT_PASSWORD_FILE, --vault-password-command) and run again; or remove it all the same: hyops vault reset --force");

    internal static VaultStoreException NotConfirmed() => new(ExitCode.Refused, "not confirmed; nothing was removed", "answer 'yes', or say --yes where nobody can be asked");

    internal static VaultStoreException NoBundles() => new(ExitCode.SecretsFailed, "there is no bundle to rekey", "create one: hyops secrets ensure --env NAME KEY…");

    internal static VaultStoreException NotPresent(IEnumerable<string> bundles, string source) =>
        new(ExitCode.SecretsFailed, $"the present password, from {source}, does not open {string.Join(", ", bundles)}; nothing was changed", "bring these under the same password first: hyops vault rekey --env NAME --vault-password-file OLD --new-password-command COMMAND");

    internal static VaultStoreException OthersShare(IEnumerable<string> bundles) =>
        new(ExitCode.Refused, $"the stored password also opens {string.Join(", ", bundles)}, which would be locked out", "change all of them together: hyops vault rekey --all");

    internal static VaultStoreException NowhereToKeep(string source) =>
        new(ExitCode.OperatorError, $"a generated password could not be kept: the present one comes from {source}, which HyOps does not write", "give the new one: --new-password-file FILE or --new-password-command COMMAND");

    internal static VaultStoreException SamePassword() => new(ExitCode.OperatorError, "the new password is the present one", "give another one, or: --generate");

    internal static VaultStoreException ChangedSince(string bundle, string staged) => new(
        ExitCode.Refused,
        $"{bundle} was changed after a rekey was interrupted; its newly sealed copy of before is {staged}",
        $"keep the copy: mv {FileModes.ShellQuoted(staged)} {FileModes.ShellQuoted(bundle)}; or keep the changed one, under the old password: rm {FileModes.ShellQuoted(staged)}; then: hyops vault rekey --resume");

    internal static VaultStoreException Unfinished(string journal) =>
        new(ExitCode.SecretsFailed, $"a change of the vault password was interrupted ({journal})", "finish it, which needs no password: hyops vault rekey --resume");

    internal static VaultStoreException BadJournal(string journal) =>
        new(ExitCode.SecretsFailed, $"{journal}: this is no journal of a rekey", "look at it; bundles and entries that it names may be half changed");
}
