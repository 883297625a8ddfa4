using System.Collections.Immutable;

namespace HyOps.Engine.Passwords;

/// <summary>What <c>vault bootstrap</c> did.</summary>
public sealed record BootstrapResult
{
    /// <summary>Where the password is, for people: <c>pass hybridops/ansible-vault</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The file that keeps the provider's command.</summary>
    public required string CommandFile { get; init; }

    /// <summary>Whether the password was there already; nothing was stored then.</summary>
    public bool WasStored { get; init; }

    /// <summary>The fingerprint of a key that was created; null where there was one.</summary>
    public string? CreatedKey { get; init; }

    /// <summary>The store that was created; null where there was one.</summary>
    public string? CreatedStore { get; init; }

    /// <summary>The bundles that the password opens.</summary>
    public ImmutableArray<string> Opens { get; init; } = [];

    /// <summary>The bundles that it does not open: they were sealed with another one.</summary>
    public ImmutableArray<string> DoesNotOpen { get; init; } = [];
}
