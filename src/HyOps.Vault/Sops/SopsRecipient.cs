using System.Collections.Immutable;

namespace HyOps.Vault.Sops;

/// <summary>Somebody for whom the data key of a SOPS document is encrypted.</summary>
/// <param name="Kind">The list that it stands in: <c>age</c>, <c>pgp</c>, <c>azure_kv</c>, …</param>
/// <param name="Name">The age recipient or the PGP fingerprint; null for other kinds.</param>
/// <param name="Wrapped">The data key, encrypted for it: an armoured age file or PGP message. No secret.</param>
public sealed record SopsRecipient(string Kind, string? Name, string Wrapped)
{
    /// <summary>The kind of those who have an age identity.</summary>
    public static string Age => "age";

    /// <summary>The kind of those who have a PGP key.</summary>
    public static string Pgp => "pgp";

    /// <summary>The kind that only Azure Key Vault opens.</summary>
    public static string AzureKeyVault => "azure_kv";

    /// <summary>Its entry in the metadata, field by field, in the order written.</summary>
    internal ImmutableArray<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>An age recipient.</summary>
    /// <param name="recipient"><c>age1…</c>.</param>
    /// <param name="wrapped">The data key as an armoured age file.</param>
    public static SopsRecipient ForAge(string recipient, string wrapped) =>
        new(Age, recipient, wrapped) { Fields = [new("recipient", recipient), new(Enc, wrapped)] };

    /// <summary>A PGP recipient.</summary>
    /// <param name="fingerprint">Its fingerprint, in hex.</param>
    /// <param name="wrapped">The data key as an armoured PGP message.</param>
    /// <param name="created">When it was encrypted.</param>
    public static SopsRecipient ForPgp(string fingerprint, string wrapped, DateTimeOffset created) =>
        new(Pgp, fingerprint, wrapped) { Fields = [new("created_at", SopsMetadata.TimeOf(created)), new(Enc, wrapped), new("fp", fingerprint)] };

    private const string Enc = "enc";
}
