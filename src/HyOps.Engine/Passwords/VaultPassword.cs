using HyOps.Core.Secrets;

namespace HyOps.Engine.Passwords;

/// <summary>The vault password and what answered for it.</summary>
/// <param name="Value">The password.</param>
/// <param name="Source">Which source it came from, for people: <c>--vault-password-file /run/x</c>. Never a command's text.</param>
public sealed record VaultPassword(SecretValue Value, string Source)
{
    /// <summary>What the operator should be told, where something was created.</summary>
    public string? Notice { get; init; }

    /// <summary>The entry of pass that holds it, where one does.</summary>
    internal PassEntry? Entry { get; init; }
}
