namespace HyOps.Engine.Passwords;

/// <summary>What to forget.</summary>
public sealed record ResetOptions
{
    /// <summary><c>--entry</c>: the entry of pass; null is the one that is kept, else the usual one.</summary>
    public string? Entry { get; init; }

    /// <summary><c>--script</c>: the provider script.</summary>
    public string? Script { get; init; }

    /// <summary><c>--force</c>: also where bundles are left that nothing else opens.</summary>
    public bool Force { get; init; }

    /// <summary><c>--yes</c>: without asking.</summary>
    public bool Yes { get; init; }
}
