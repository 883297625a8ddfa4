namespace HyOps.Core.Authorities;

/// <summary>An authority cannot be used at all: not reached, not trusted, not signed in to. A single secret that cannot be read is an <see cref="UnreadSecret"/>.</summary>
/// <param name="message">What failed, on which authority.</param>
/// <param name="nextStep">What to do.</param>
/// <param name="cause">The exception behind it.</param>
public sealed class AuthorityException(string message, string nextStep, Exception? cause = null)
    : HyOpsException(ExitCode.SecretsFailed, message, nextStep, cause);
