using HyOps.Core;
using HyOps.Core.Problems;

namespace HyOps.Vault.Sops;

/// <summary>A SOPS document that cannot be opened. No value is in the message, and none was given to anybody.</summary>
public sealed class SopsException : HyOpsException
{
    private const string Restore = "take the file from git again (git log says who changed it), or encrypt it anew with sops";

    private SopsException(string message, string nextStep)
        : base(ExitCode.SecretsFailed, message, nextStep)
    {
    }

    internal static SopsException NoMetadata(SourceLocation place) =>
        new($"{place.File}: no SOPS file: it has no map 'sops'", $"check the path; if it holds secrets in the clear, encrypt it: sops encrypt --in-place {place.File}");

    internal static SopsException Missing(SourceLocation place, string field) => new($"{place}: sops.{field} is missing or is no text", Restore);

    internal static SopsException Unsupported(SourceLocation place, string setting) =>
        new($"{place}: the setting sops.{Shown.Text(setting)} is not supported, and what it means for the file is not guessed", "write the file anew with sops' defaults, or with hyops breakglass create; the rules of suffix and regex, and mac_only_encrypted, are understood");

    internal static SopsException Shamir(SourceLocation place) =>
        new($"{place}: its data key is split among key groups (Shamir): several people must come together to open it, which hyops does not do", "open it with sops itself; for a file that hyops opens in an emergency, encrypt it for one group: hyops breakglass create");

    internal static SopsException TwoRules(SourceLocation place) =>
        new($"{place}: sops has more than one of unencrypted_suffix, encrypted_suffix, unencrypted_regex and encrypted_regex, which SOPS itself refuses", Restore);

    internal static SopsException Nested(SourceLocation place, string path) =>
        new($"{place}: {Shown.Text(path)} is a map or a list; a break-glass file is flat: KEY: value", $"sops edit {place.File}, and write its values as keys of their own");

    internal static SopsException NoName(string file, string key) =>
        new($"{file}: the key {Shown.Text(key)} cannot be in a SOPS file: its metadata has that name", "give the secret another name");

    internal static SopsException NoForm(string file, string kind) =>
        new($"{file}: the recipient of the kind {Shown.Text(kind)} has settings that cannot be written again as they were", $"change the file with sops itself: sops edit {file}");

    internal static SopsException Twice(SourceLocation place, string key) => new($"{place}: {Shown.Text(key)} is there twice", Restore);

    internal static SopsException BadLine(SourceLocation place) => new($"{place}: neither KEY=value nor a comment", Restore);

    internal static SopsException NotEncrypted(SourceLocation place, string key) =>
        new($"{place}: the value of {Shown.Text(key)} is not encrypted", $"if it is a secret, it is known now: replace it where it is used, then: sops encrypt --in-place {place.File}");

    internal static SopsException Damaged(SourceLocation place, string key, string what) => new($"{place}: the value of {Shown.Text(key)} is damaged: {what}", Restore);

    internal static SopsException UnknownType(SourceLocation place, string key, string type) =>
        new($"{place}: the value of {Shown.Text(key)} has the type '{Shown.Text(type)}'; str, int, float, bytes, bool and time are known", Restore);

    internal static SopsException Tampered(SourceLocation place, string key) =>
        new($"{place}: the value of {Shown.Text(key)} does not fit its tag: it was changed, or moved here from another key", Restore);

    internal static SopsException MacTampered(SourceLocation place) =>
        new($"{place}: sops.mac does not fit its tag: it, or sops.lastmodified, was changed", Restore);

    internal static SopsException MacDiffers(SourceLocation place) =>
        new($"{place}: the file's values are not those that sops.mac was made of: one was added, removed, reordered or changed without sops", Restore);

    internal static SopsException NotText(SourceLocation place, string key) =>
        new($"{place}: the value of {Shown.Text(key)} is no UTF-8 text, which an environment variable must be", $"sops edit {place.File}, and store it as base64");

    internal static SopsException Ambiguous(SourceLocation place, string key) =>
        new($"{place}: the value of {Shown.Text(key)}, which is not encrypted, may be a number or a time, and sops.mac depends on which", $"sops edit {place.File}, and put it in quotes");

    internal static SopsException WrongDataKey(SourceLocation place, int length) =>
        new($"{place.File}: its data key has {length} bytes, where AES-256 has 32", Restore);
}
