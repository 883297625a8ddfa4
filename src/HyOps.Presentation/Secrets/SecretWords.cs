using HyOps.Core.Secrets;

namespace HyOps.Presentation.Secrets;

/// <summary>The words for kinds of secrets.</summary>
public static class SecretWords
{
    /// <summary>The word, as spec.yml writes it: <c>password</c>, <c>ssh-private-key</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(SecretKind kind) => kind is SecretKind.SshPrivateKey ? "ssh-private-key" : kind.ToString().ToLowerInvariant();
}
