namespace HyOps.Core.Leases;

/// <summary>The place where a shared lease is kept cannot be reached, or refuses us.</summary>
/// <param name="message">What failed, where.</param>
/// <param name="nextStep">What to do.</param>
/// <param name="cause">The exception behind it.</param>
public sealed class LeaseException(string message, string nextStep, Exception? cause = null)
    : HyOpsException(ExitCode.ToolFailed, message, nextStep, cause);
