using System.Collections.Immutable;

namespace HyOps.Core.Authorities;

/// <summary>What came of reading several secrets: all that was found, and all that was not, each with its fix.</summary>
/// <param name="Found">The secrets, in the order asked.</param>
/// <param name="Unread">The others, in the order asked.</param>
public sealed record AuthorityReading(ImmutableArray<ReadSecret> Found, ImmutableArray<UnreadSecret> Unread);
