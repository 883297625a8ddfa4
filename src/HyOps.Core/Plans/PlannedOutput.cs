namespace HyOps.Core.Plans;

/// <summary>An output that would change.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Action">What would happen.</param>
/// <param name="Before">The value now, as for <see cref="PlannedAttribute"/>.</param>
/// <param name="After">The value afterwards.</param>
public sealed record PlannedOutput(string Name, PlannedAction Action, string? Before, string? After);
