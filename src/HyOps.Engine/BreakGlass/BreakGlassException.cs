using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Problems;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>A break-glass file that cannot be opened, with what would open it. No value and no key is in the message.</summary>
public sealed class BreakGlassException : HyOpsException
{
    private const string OneBrokenBox = "azure_kv";

    private BreakGlassException(string message, string nextStep, Exception? cause = null)
        : base(ExitCode.SecretsFailed, message, nextStep, cause)
    {
    }

    internal static BreakGlassException Unreadable(Problem problem) => new($"{problem.Location}: {problem.Message}", problem.Fix);

    internal static BreakGlassException NoRecipient(string file, IReadOnlyList<SopsRecipient> recipients)
    {
        var kinds = recipients.Select(recipient => recipient.Kind).Distinct(StringComparer.Ordinal).ToList();
        var why = kinds is [OneBrokenBox] ? "its only recipients are azure_kv: it cannot be opened when Azure Key Vault is down, which is what it is for"
            : kinds.Count == 0 ? "it has no recipient at all"
            : $"its recipients are {string.Join(", ", kinds.Select(Shown.Text))}: only age and pgp need no other service to open it";
        return new($"{file}: {why}", $"add an age recipient to .sops.yaml, then: sops updatekeys {file}");
    }

    internal static BreakGlassException NotOpened(string file, IReadOnlyList<HyOpsException> reasons) =>
        new($"{file}: {string.Join("; ", reasons.Select(reason => reason.Message))}", string.Join("; or ", reasons.Select(reason => reason.NextStep).OfType<string>().Distinct(StringComparer.Ordinal)), reasons[0]);

    internal static BreakGlassException NoIdentity(string? usual) =>
        new($"there is no age identity: SOPS_AGE_KEY_FILE and SOPS_AGE_KEY are not set, and {usual ?? "~/.config/sops/age/keys.txt"} is not there", "export SOPS_AGE_KEY_FILE=FILE, the identity of one of its age recipients");

    internal static BreakGlassException IdentityMissing(string path) => new($"SOPS_AGE_KEY_FILE names {path}, which is not there", "correct it, or mount the file");

    internal static BreakGlassException NoMemory(HyOpsException cause) =>
        new("SOPS_AGE_KEY cannot be handed to age: there is no tmpfs for the other thing that age reads", "export SOPS_AGE_KEY_FILE=FILE instead", cause);

    internal static BreakGlassException NoMatch(string identity, IEnumerable<SopsRecipient> recipients) =>
        new($"the age identity of {identity} is none of its recipients ({Names(recipients)})", "export SOPS_AGE_KEY_FILE=FILE, the identity of one of them");

    internal static BreakGlassException AgeFailed(string identity, string said) =>
        new($"age could not use the identity of {identity}: {said}", "it must be an age identity without a passphrase, as age-keygen writes it; try: age --decrypt -i FILE");

    internal static BreakGlassException GpgFailed(IEnumerable<SopsRecipient> recipients, string said) =>
        new($"gpg could not decrypt for {Names(recipients)}: {said}", "import the secret key of one of them, or unlock it (gpg asks here only by a desktop's dialogue): sops decrypt FILE >/dev/null");

    internal static BreakGlassException TimedOut(string program, TimeSpan patience) =>
        new($"{program} gave no answer within {patience.TotalSeconds:0} s", "see whether it waits for a passphrase or a token; HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S gives it longer");

    internal static BreakGlassException NotInstalled(CommandNotStartedException cause) => new(cause.Message, cause.NextStep!, cause);

    internal static BreakGlassException BadName(string file, string key) =>
        new($"{file}: '{Shown.Text(key)}' is no name of an environment variable ([A-Za-z_][A-Za-z0-9_]*)", $"sops edit {file}, and rename it");

    // An age recipient is longer than what Shown leaves of a text; letters and digits need no escape.
    private static string Names(IEnumerable<SopsRecipient> recipients) =>
        string.Join(", ", recipients.Select(recipient => recipient.Name is { Length: < 100 } name && name.All(char.IsAsciiLetterOrDigit) ? name : Shown.Text(recipient.Name ?? "?")));
}
