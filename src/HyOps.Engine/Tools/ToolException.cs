using HyOps.Core;

namespace HyOps.Engine.Tools;

/// <summary>Tools that a run needs and cannot use; all of them at once.</summary>
public sealed class ToolException : HyOpsException
{
    private ToolException(string message, string nextStep, IReadOnlyList<ToolProblem> problems)
        : base(ExitCode.DependencyMissing, message, nextStep) => Problems = problems;

    /// <summary>What is wrong, tool by tool.</summary>
    public IReadOnlyList<ToolProblem> Problems { get; }

    /// <summary>Names every problem and every fix.</summary>
    /// <param name="problems">At least one problem.</param>
    public static ToolException Unusable(IReadOnlyList<ToolProblem> problems) => new(
        string.Join('\n', problems.Select(problem => problem.Message)),
        string.Join('\n', problems.Select(problem => problem.Fix).Distinct(StringComparer.Ordinal)),
        problems);
}
