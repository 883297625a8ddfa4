using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.BreakGlass;

/// <summary>What to put into the break-glass file.</summary>
public sealed record AddOptions
{
    /// <summary>Keys with the bundle's values.</summary>
    public ImmutableArray<SecretName> FromBundle { get; init; } = [];

    /// <summary>Keys whose values the person at the terminal types, unseen.</summary>
    public ImmutableArray<SecretName> Asked { get; init; } = [];

    /// <summary>Keys with values that the operator gives, as <c>secrets set</c> takes them.</summary>
    public SetOptions Given { get; init; } = new();

    /// <summary>Whether any value is given.</summary>
    internal bool HasGiven => Given is not { Assignments.IsEmpty: true, FromEnvironment.IsEmpty: true, FromFile.IsEmpty: true };
}
