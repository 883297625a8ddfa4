using System.Collections.Immutable;

namespace HyOps.Engine.Passwords;

/// <summary>What <c>vault reset</c> removed.</summary>
/// <param name="Provider">Where the password was.</param>
/// <param name="LockedOut">The bundles that nothing opens any more.</param>
public sealed record ResetResult(string Provider, ImmutableArray<string> LockedOut);
