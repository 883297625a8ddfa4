namespace HyOps.Engine.Secrets.Drift;

/// <summary>How two copies of a secret are to each other.</summary>
public enum DriftState
{
    /// <summary>They have the same value.</summary>
    Same,

    /// <summary>They have different values, and nothing tells which is older.</summary>
    Different,

    /// <summary>The bundle's value is older: the authority has a version that the bundle was never in step with.</summary>
    BundleOlder,

    /// <summary>The authority's value is older: the bundle was changed since both were in step.</summary>
    AuthorityOlder,

    /// <summary>The bundle has no value.</summary>
    MissingInBundle,

    /// <summary>The authority has no such secret.</summary>
    MissingInAuthority,

    /// <summary>Neither has one.</summary>
    MissingInBoth,

    /// <summary>The authority did not give it, so that nothing can be said.</summary>
    Unreadable,
}
