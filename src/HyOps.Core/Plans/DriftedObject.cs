using System.Collections.Immutable;

namespace HyOps.Core.Plans;

/// <summary>An object that is no longer as the tool's state has it.</summary>
/// <param name="Digest">A digest of what was found: a later look tells the same from the new.</param>
/// <param name="Attributes">The paths that differ, masked: names, no values. None where the object is gone.</param>
public sealed record DriftedObject(string Digest, ImmutableArray<string> Attributes);
