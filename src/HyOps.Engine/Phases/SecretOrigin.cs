using HyOps.Core.Authorities;

namespace HyOps.Engine.Phases;

/// <summary>Where a secret of a run came from.</summary>
/// <param name="Source">The word of the record: <c>bundle</c>, <c>shell</c>, <c>break-glass</c>, or the authority's kind.</param>
/// <param name="Version">The secret in the authority and the version that was given.</param>
internal sealed record SecretOrigin(string Source, SecretVersion? Version = null)
{
    public static SecretOrigin Bundle { get; } = new("bundle");

    public static SecretOrigin Shell { get; } = new("shell");

    public static SecretOrigin BreakGlass { get; } = new("break-glass");
}
