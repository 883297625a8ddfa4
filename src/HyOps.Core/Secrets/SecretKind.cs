namespace HyOps.Core.Secrets;

/// <summary>What a key holds.</summary>
public enum SecretKind
{
    /// <summary>A password, passphrase, pre-shared key or the like: random characters.</summary>
    Password,

    /// <summary>A token: random characters.</summary>
    Token,

    /// <summary>A private key of SSH or TLS, in PEM.</summary>
    SshPrivateKey,

    /// <summary>A JSON document, such as a service account's key.</summary>
    Json,

    /// <summary>A certificate in PEM.</summary>
    Certificate,

    /// <summary>Something that only its owner knows: a user, an id, a host, a port, a URL, a licence.</summary>
    External,
}

/// <summary>What a key holds and whether it may be invented.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Length">Characters of a generated value, from <c>[A-Za-z0-9]</c>, at least 16.</param>
/// <param name="Generate">Whether <c>ensure</c> may invent it.</param>
public sealed record SecretSpec(SecretKind Kind, int Length, bool Generate);
