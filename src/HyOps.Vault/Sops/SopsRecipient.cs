namespace HyOps.Vault.Sops;

/// <summary>Somebody for whom the data key of a SOPS document is encrypted.</summary>
/// <param name="Kind">The list that it stands in: <c>age</c>, <c>pgp</c>, <c>azure_kv</c>, …</param>
/// <param name="Name">The age recipient or the PGP fingerprint; null for other kinds.</param>
/// <param name="Wrapped">The data key, encrypted for it: an armoured age file or PGP message. No secret.</param>
public sealed record SopsRecipient(string Kind, string? Name, string Wrapped);
