using HyOps.Core.Redaction;

namespace HyOps.Engine.Init.Providers;

/// <summary>A connection to a provider's API: whereto, for whom, and within which limits.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>Opens connections.</summary>
    public required Func<HttpMessageHandler> Connections { get; init; }

    /// <summary>Masks what providers say, and learns the secrets that they give.</summary>
    public required Masker Masker { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The provider's name for people.</summary>
    public required string Provider { get; init; }

    /// <summary>The run's id, which goes with every request.</summary>
    public required string RunId { get; init; }

    /// <summary>How long one request may take.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Whether the server's certificate is not looked at.</summary>
    public bool SkipTls { get; init; }

    /// <summary>What to set where a certificate is not trusted; null where nothing may be.</summary>
    public string? SkipHint { get; init; }
}
