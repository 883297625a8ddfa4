namespace HyOps.Core;

/// <summary>
/// What stops a run, in words for the operator: what failed, on what, and the next step.
/// The message holds no secret, and is shown without a stack trace.
/// </summary>
/// <param name="exitCode">The exit code that the host ends with.</param>
/// <param name="message">What failed, and on what (a path, file:line, a name), with the value seen where it is no secret.</param>
/// <param name="nextStep">What to do now, as a sentence or a command; null where the message says it all.</param>
/// <param name="cause">The exception behind it, if any.</param>
public class HyOpsException(ExitCode exitCode, string message, string? nextStep = null, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>The exit code that the host ends with.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>What to do now, as a sentence or a command.</summary>
    public string? NextStep { get; } = nextStep;
}
