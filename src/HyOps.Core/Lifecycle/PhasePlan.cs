using System.Collections.Immutable;

namespace HyOps.Core.Lifecycle;

/// <summary>A phase as a graph of steps without cycles, in an order in which every step comes after what it needs.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Steps">The steps, sorted topologically, ties in the order written.</param>
public sealed record PhasePlan(Phase Phase, ImmutableArray<PlanStep> Steps);
