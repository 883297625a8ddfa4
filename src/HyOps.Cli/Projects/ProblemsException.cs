using HyOps.Core;
using HyOps.Core.Problems;
using HyOps.Presentation.Problems;

namespace HyOps.Cli.Projects;

/// <summary>Contracts that do not hold where a verb needs them; the problems are listed beside it.</summary>
internal sealed class ProblemsException : HyOpsException
{
    private ProblemsException(string message, string nextStep, IReadOnlyList<Problem> problems)
        : base(Core.ExitCode.InvalidContract, message, nextStep) => Problems = problems;

    internal IReadOnlyList<Problem> Problems { get; }

    internal static ProblemsException Of(IReadOnlyList<Problem> problems) => new(
        $"contracts do not hold ({ProblemLines.Totals(problems)}); nothing was started", "correct what is listed; 'hyops validate' checks again without running anything", problems);
}
