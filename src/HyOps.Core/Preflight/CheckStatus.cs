namespace HyOps.Core.Preflight;

/// <summary>What a check says.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>A run would work, but something should be better. <c>--strict</c> counts it as failed.</summary>
    Warning,

    /// <summary>A run would fail.</summary>
    Failed,

    /// <summary>Nothing to check here, or what it needs failed in another check.</summary>
    NotApplicable,
}
