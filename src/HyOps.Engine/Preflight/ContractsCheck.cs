using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Core.Problems;

namespace HyOps.Engine.Preflight;

/// <summary>The environment is known, and every contract of what is to run holds.</summary>
/// <param name="validation">What the validation found.</param>
internal sealed class ContractsCheck(ValidationResult validation) : ICheck
{
    /// <inheritdoc/>
    public string Name => "contracts";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.InvalidContract;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var errors = validation.Problems.Where(problem => problem.Severity is Severity.Error).ToList();
        var warnings = validation.Problems.Length - errors.Count;
        return Task.FromResult(
            errors.Count > 0 ? CheckResult.Failed($"{Count(errors.Count, "error")}, the first: {errors[0]}", "correct them; 'hyops validate' lists them all")
            : warnings > 0 ? CheckResult.Warning($"{Count(warnings, "warning")}, the first: {validation.Problems[0]}", "correct them; 'hyops validate' lists them all")
            : CheckResult.Ok($"{Count(validation.ModuleCount, "module")}, every contract holds"));
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
