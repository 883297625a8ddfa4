using HyOps.Core.Authorities;

namespace HyOps.Azure.Reading;

/// <summary>A secret that was read, or why it was not.</summary>
/// <param name="Found">The secret.</param>
/// <param name="Unread">Why not.</param>
internal sealed record SecretOutcome(ReadSecret? Found, UnreadSecret? Unread);
