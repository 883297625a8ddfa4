using HyOps.Core;
using HyOps.Core.Problems;

namespace HyOps.Engine.Phases;

/// <summary>Contracts that do not hold: nothing was started. All problems are here.</summary>
public sealed class ContractsInvalidException : HyOpsException
{
    private ContractsInvalidException(string message, string nextStep, IReadOnlyList<Problem> problems)
        : base(Core.ExitCode.InvalidContract, message, nextStep) => Problems = problems;

    /// <summary>All problems, warnings too.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>At least one problem is an error.</summary>
    /// <param name="problems">All problems.</param>
    public static ContractsInvalidException Because(IReadOnlyList<Problem> problems)
    {
        var errors = problems.Count(problem => problem.Severity is Severity.Error);
        return new(
            $"{errors} {(errors == 1 ? "error" : "errors")} in contracts and configuration; nothing was started",
            "correct what is listed; 'hyops validate' checks again without running anything",
            problems);
    }
}
