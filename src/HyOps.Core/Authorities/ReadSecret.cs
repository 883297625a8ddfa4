using HyOps.Core.Secrets;

namespace HyOps.Core.Authorities;

/// <summary>A secret as an authority gave it.</summary>
/// <param name="Reference">What was asked for.</param>
/// <param name="Version">The version that was given.</param>
/// <param name="Value">The value.</param>
public sealed record ReadSecret(SecretReference Reference, SecretVersion Version, SecretValue Value);
