namespace HyOps.Core.Guardrails;

/// <summary>What a plan does to an object. Flags, because a replace is a delete and a create.</summary>
[Flags]
public enum PlanActions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is made.</summary>
    Create = 1,

    /// <summary>It is changed in place.</summary>
    Update = 2,

    /// <summary>It is destroyed.</summary>
    Delete = 4,

    /// <summary>It stays, and is no longer managed.</summary>
    Forget = 8,

    /// <summary>It is read.</summary>
    Read = 16,
}
