namespace HyOps.Core.Authorities;

/// <summary>Opens authorities of one kind. A host registers those that it knows.</summary>
public interface ISecretAuthorityProvider
{
    /// <summary>The kind, as environment.yml names it: <c>azure-key-vault</c>.</summary>
    string Kind { get; }

    /// <summary>Opens one. Nothing is sent before the first use.</summary>
    /// <param name="access">Which, for whom, and with what.</param>
    /// <exception cref="AuthorityException">What is needed to sign in is missing or unfit.</exception>
    ISecretAuthority Open(AuthorityAccess access);
}
