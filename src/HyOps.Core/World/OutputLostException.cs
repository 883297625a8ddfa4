using HyOps.Core.Files;

namespace HyOps.Core.World;

/// <summary>Standard output that could not be written: what was asked for did not arrive.</summary>
public sealed class OutputLostException : HyOpsException
{
    private OutputLostException(string message, string nextStep, Exception cause)
        : base(Core.ExitCode.OperatorError, message, nextStep, cause)
    {
    }

    /// <summary>The system refused to write.</summary>
    /// <param name="cause">What it said.</param>
    public static OutputLostException Because(Exception cause) => new(
        $"standard output cannot be written: {(SystemErrors.ProblemOf(cause) is FileProblem.DiskFull ? "the disk or its quota is full" : cause?.Message)}",
        "write it elsewhere; what a run did is in its record: 'hyops runs list'",
        cause!);
}
