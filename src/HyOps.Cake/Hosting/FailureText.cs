using Cake.Core;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Presentation.Errors;
using HyOps.Presentation.Problems;
using HyOps.Presentation.Screens;

namespace HyOps.Cake.Hosting;

/// <summary>What a host says and returns when a run failed.</summary>
internal static class FailureText
{
    /// <summary>The exit code of what was thrown.</summary>
    public static int ExitCodeOf(Exception failure, bool cancelled) => failure switch
    {
        HyOpsException known => (int)known.ExitCode,
        OperationCanceledException when cancelled => (int)ExitCode.Interrupted,
        CakeException { ExitCode: not 1 } cake => cake.ExitCode,
        _ => (int)ExitCode.InternalError,
    };

    /// <summary>The exception that says most: the engine wraps what a task threw.</summary>
    public static Exception Innermost(Exception failure) => failure switch
    {
        HyOpsException or OperationCanceledException => failure,
        AggregateException { InnerExceptions: [var only] } => Innermost(only),
        CakeException { InnerException: { } inner } => Innermost(inner),
        _ => failure,
    };

    /// <summary>Tells it: each problem of a contract, what failed, and the next step; no stack trace, which the engine logs at diagnostic verbosity.</summary>
    public static void Write(Surroundings world, Exception failure, Func<string, string> mask)
    {
        var report = failure is CakeException cake
            ? ErrorReport.Of(new HyOpsException(ExitCode.InternalError, cake.Message), mask)
            : ErrorReport.Of(failure, mask, world.Variables.ContainsKey(ErrorReport.TraceVariable));
        if (failure is ContractsInvalidException contracts)
        {
            ProblemLines.Write(Screen.Out(world), contracts.Problems);
        }

        ErrorView.Write(Screen.Error(world), report);
    }
}
