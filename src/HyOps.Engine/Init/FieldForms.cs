using System.Text.RegularExpressions;

namespace HyOps.Engine.Init;

/// <summary>The forms that fields have. A problem is said in words that follow the field's name, and never repeats the value.</summary>
internal static partial class FieldForms
{
    /// <summary>An address of an API: https, without user, query and fragment.</summary>
    public static string? HttpsAddress(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 ? "is no address such as https://host:port"
        : address.Scheme != Uri.UriSchemeHttps ? "does not start with https://: credentials would cross the network in clear"
        : address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0 ? "has more than host, port and path: no user, query or fragment"
        : null;

    /// <summary>A GUID with dashes.</summary>
    public static string? Guid(string text) => System.Guid.TryParseExact(text, "D", out _) ? null : "is no id such as 00000000-0000-0000-0000-000000000000";

    /// <summary>The name of a region or location: lower-case letters, digits and dashes.</summary>
    public static string? Place(string text) => PlaceForm().IsMatch(text) ? null : "has other characters than lower-case letters, digits and dashes";

    /// <summary>A region of AWS.</summary>
    public static string? AwsRegion(string text) => AwsRegionForm().IsMatch(text) ? null : "is no region such as eu-central-1";

    /// <summary>Twelve digits.</summary>
    public static string? AwsAccount(string text) => AwsAccountForm().IsMatch(text) ? null : "is no account number of twelve digits";

    /// <summary>A project's id at Google Cloud.</summary>
    public static string? GcpProject(string text) => GcpProjectForm().IsMatch(text) ? null : "is no project id: 6 to 30 lower-case letters, digits and dashes, as the console shows it (not the project's name or number)";

    /// <summary>A name without spaces and slashes, as nodes, storages and bridges have.</summary>
    public static string? Word(string text) => WordForm().IsMatch(text) ? null : "has other characters than letters, digits, '.', '_' and '-'";

    /// <summary>A token's id at Proxmox: <c>user@realm!name</c>.</summary>
    public static string? ProxmoxTokenId(string text) => ProxmoxTokenForm().IsMatch(text) ? null : "is no token id such as hyops@pve!automation (user@realm!name)";

    /// <summary>A public key as OpenSSH writes it, and no private one.</summary>
    public static string? SshPublicKey(string text) =>
        text.Contains("PRIVATE KEY", StringComparison.Ordinal) ? "is a private key: give the public one, from the file that ends in .pub"
        : SshKeyForm().IsMatch(text) ? null : "is no public key such as 'ssh-ed25519 AAAA… name'";

    /// <summary>A namespace of HashiCorp Vault: a path.</summary>
    public static string? VaultNamespace(string text) => VaultNamespaceForm().IsMatch(text) ? null : "is no path such as platform/team";

    /// <summary>One line of printable ASCII without spaces: what can stand in an HTTP header.</summary>
    public static string? Token(string text) => TokenForm().IsMatch(text) ? null : "has spaces, line ends or characters beyond ASCII, as no such credential has: it may be cut or pasted wrongly";

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex PlaceForm();

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\z")]
    private static partial Regex AwsRegionForm();

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AwsAccountForm();

    [GeneratedRegex(@"\A([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\z")]
    private static partial Regex GcpProjectForm();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex WordForm();

    [GeneratedRegex(@"\A[^\s@!:/]+@[A-Za-z][A-Za-z0-9._-]*![A-Za-z][A-Za-z0-9._-]*\z")]
    private static partial Regex ProxmoxTokenForm();

    [GeneratedRegex(@"\A(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/=]{16,}( [^\r\n]*)?\z")]
    private static partial Regex SshKeyForm();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*/?\z")]
    private static partial Regex VaultNamespaceForm();

    [GeneratedRegex(@"\A[!-~]+\z")]
    private static partial Regex TokenForm();
}
