using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>A break-glass file that cannot be opened, with what would open it. No value and no key is in the message.</summary>
public sealed class BreakGlassException : HyOpsException
{
    private const string OneBrokenBox = "azure_kv";

    private BreakGlassException(string message, string nextStep, Exception? cause = null, ExitCode exitCode = ExitCode.SecretsFailed)
        : base(exitCode, message, nextStep, cause)
    {
    }

    internal static BreakGlassException Unreadable(Problem problem) => new($"{problem.Location}: {problem.Message}", problem.Fix);

    internal static BreakGlassException NoRecipient(string file, IReadOnlyList<SopsRecipient> recipients)
    {
        var kinds = recipients.Select(recipient => recipient.Kind).Distinct(StringComparer.Ordinal).ToList();
        var why = kinds is [OneBrokenBox] ? "its only recipients are azure_kv: it cannot be opened when Azure Key Vault is down, which is what it is for"
            : kinds.Count == 0 ? "it has no recipient at all"
            : $"its recipients are {string.Join(", ", kinds.Select(Shown.Text))}: only age and pgp need no other service to open it";
        return new($"{file}: {why}", $"write it anew for an age or PGP key: hyops breakglass create --replace --age RECIPIENT");
    }

    internal static BreakGlassException NotOpened(string file, IReadOnlyList<HyOpsException> reasons) =>
        new($"{file}: {string.Join("; ", reasons.Select(reason => reason.Message))}", string.Join("; or ", reasons.Select(reason => reason.NextStep).OfType<string>().Distinct(StringComparer.Ordinal)), reasons[0]);

    internal static BreakGlassException NoIdentity(string? usual) =>
        new($"there is no age identity: SOPS_AGE_KEY_FILE, SOPS_AGE_KEY and SOPS_AGE_KEY_CMD are not set, and {usual ?? "~/.config/sops/age/keys.txt"} is not there", "export SOPS_AGE_KEY_FILE=FILE, the identity of one of its age recipients");

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

    internal static BreakGlassException NotDescribed(EnvironmentDefinition environment) =>
        Operator($"{environment.Location.File}: it has no secrets.break_glass, so that {environment.Name} has no break-glass file", "add: break_glass: { file: docs/secrets/secrets.dr.enc.yaml, runbook: docs/runbooks/break-glass.md, keys: [KEY] }");

    internal static BreakGlassException NoKeys(BreakGlassSettings settings) =>
        new($"{settings.Location}: secrets.break_glass names no keys: which are the fewest that a recovery cannot do without?", "add: keys: [KEY, …]; whatever else is in the file is then refused", exitCode: ExitCode.InvalidContract);

    internal static BreakGlassException UnknownFormat(string file) => Operator($"{file}: its name does not say what it is", "call it *.yaml, *.json or *.env in environment.yml, as sops wants it too");

    internal static BreakGlassException NotThere(string file) => new($"{file}: there is no break-glass file", "hyops breakglass create --age RECIPIENT; or take it from git again");

    internal static BreakGlassException NotText(string file) => new($"{file}: it is no UTF-8 text", "take the file from git again");

    internal static BreakGlassException IsThere(string file) =>
        Refused($"{file}: it is there already, and is not replaced unless you say so", "hyops breakglass add KEY changes it; create --replace writes it anew");

    internal static BreakGlassException NobodyNamed() =>
        Operator("nobody is named who could open the file", "--age RECIPIENT (age-keygen -y FILE prints it) or --pgp FINGERPRINT; two people in two places is a good number");

    internal static BreakGlassException BadRecipient(string option, string wanted) => Operator($"{option}: what follows is not {wanted}; it is not shown, as it may be a private key", "check what you copied");

    internal static BreakGlassException NotWrapped(string file, string kind) =>
        new($"{file}: one of its recipients is {Shown.Text(kind)}, which hyops does not ask to encrypt a new data key", "name all who may open it from now on, with --age and --pgp");

    internal static BreakGlassException WrapFailed(string program, string recipient, string said) =>
        new($"{program} could not encrypt for {recipient}: {said}", program == "gpg" ? $"gpg --import the public key of {recipient}; where it has expired, ask its owner for a new one" : "check the recipient: age-keygen -y FILE prints it");

    internal static BreakGlassException CommandFailed(int exitCode, string said) => new($"SOPS_AGE_KEY_CMD ended with {exitCode}: {said}", "run the command by hand; it must print an age identity");

    internal static BreakGlassException NothingPrinted() => new("SOPS_AGE_KEY_CMD printed nothing", "run the command by hand; it must print an age identity");

    internal static BreakGlassException StaysClear(string file, string key) =>
        Refused($"{file}: {Shown.Text(key)} would stay in the clear: the file's rules, or its name, say so; nothing was changed", "give it another name; or write the file anew with sops' usual rules: hyops breakglass create --replace");

    internal static BreakGlassException NotMinimal(BreakGlassSettings settings, IEnumerable<SecretName> keys) =>
        Refused($"{string.Join(", ", keys)}: not of the minimal set that {settings.Location} names; nothing was changed", "if a recovery cannot do without it, add it to secrets.break_glass.keys first");

    internal static BreakGlassException NothingToAdd() => Operator("nothing to add", "name a key: hyops breakglass add KEY takes the bundle's value");

    internal static BreakGlassException NobodyToAsk(SecretName key) => Operator($"{key}: there is no terminal to ask at", $"hyops breakglass add {key}=-, with the value on standard input");

    internal static BreakGlassException NothingTyped(SecretName key) => Operator($"{key}: nothing was typed; nothing was changed", "type or paste the value, then Enter");

    internal static BreakGlassException NothingToRemove() => Operator("no key is named", "hyops breakglass remove KEY; hyops breakglass check lists what is in the file");

    internal static BreakGlassException NoSuchKey(string file, IEnumerable<string> keys, IEnumerable<string> there) =>
        Operator($"{file}: no such key: {string.Join(", ", keys.Select(Shown.Text))}", $"it holds: {string.Join(", ", there.Order(StringComparer.Ordinal).Select(Shown.Text))}");

    internal static BreakGlassException NothingLeft(string file) => Operator($"{file}: nothing would be left in it; nothing was changed", $"delete it with git rm {file}, and secrets.break_glass from environment.yml");

    internal static BreakGlassException NoPermit(BreakGlassSettings settings) =>
        Operator($"{settings.File} is opened under its runbook only, and with a reason", $"read {settings.Runbook}, then add: --runbook {settings.Runbook} --reason \"why\"; the record keeps both");

    internal static BreakGlassException OtherRunbook(BreakGlassSettings settings, string runbook) =>
        Refused($"--runbook names {Shown.Text(runbook)}; what allows to open {settings.File} is {settings.Runbook} ({settings.Location})", $"read that one, then say --runbook {settings.Runbook}");

    internal static BreakGlassException NoRunbook(BreakGlassSettings settings) =>
        Refused($"the runbook {settings.Runbook} is not there ({settings.Location}), and nothing else allows to open {settings.File}", "take it from git; a break-glass file without a runbook is not used");

    internal static BreakGlassException NoKeyAsked() => Operator("no key is asked for", "name what the command needs: hyops breakglass open … --key KEY -- COMMAND");

    internal static BreakGlassException NotConfirmed(string why, string environment) =>
        Refused($"not confirmed: {why}; nothing was opened", $"check which environment you mean; to go on, say --confirm {environment}");

    private static BreakGlassException Operator(string message, string nextStep) => new(message, nextStep, exitCode: ExitCode.OperatorError);

    private static BreakGlassException Refused(string message, string nextStep) => new(message, nextStep, exitCode: ExitCode.Refused);

    // An age recipient is longer than what Shown leaves of a text; letters and digits need no escape.
    private static string Names(IEnumerable<SopsRecipient> recipients) =>
        string.Join(", ", recipients.Select(recipient => recipient.Name is { Length: < 100 } name && name.All(char.IsAsciiLetterOrDigit) ? name : Shown.Text(recipient.Name ?? "?")));
}
