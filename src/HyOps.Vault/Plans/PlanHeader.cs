namespace HyOps.Vault.Plans;

/// <summary>What a sealed plan says of itself in the clear. It is authenticated together with the content, so a changed header opens nothing.</summary>
public sealed record PlanHeader
{
    /// <summary>The plan's id.</summary>
    public required string PlanId { get; init; }

    /// <summary>The environment that it was made for.</summary>
    public required string Environment { get; init; }

    /// <summary>The phase that it was made for.</summary>
    public required string Phase { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ceases to be good.</summary>
    public required DateTimeOffset Expires { get; init; }
}
