using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Core.Drivers;

/// <summary>A value of an init target that a step's contract requires (requirements.credentials).</summary>
/// <param name="Name">Its name in the target's tfvars, and of the stack's variable that takes it: <c>proxmox_url</c>.</param>
/// <param name="Value">Its value; not each is a secret.</param>
public sealed record TargetCredential(string Name, SecretValue Value)
{
    /// <summary>Whether it is a secret, rather than an address or a name.</summary>
    public bool IsSecret { get; init; } = true;

    /// <summary>The variables that the provider's own tools read it from: <c>HCLOUD_TOKEN</c>.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];
}
