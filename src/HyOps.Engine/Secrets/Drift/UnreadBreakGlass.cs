namespace HyOps.Engine.Secrets.Drift;

/// <summary>Why a comparison went without the break-glass file.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Fix">What mends it; null where nothing needs to be.</param>
/// <param name="IsThere">Whether the file exists and was to be read: one that is there and does not open would not open in an emergency either.</param>
public sealed record UnreadBreakGlass(string Reason, string? Fix, bool IsThere);
