using Cake.Core;
using HyOps.Core;
using HyOps.Core.World;

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

    /// <summary>Tells it: what failed, and the next step; no stack trace.</summary>
    public static void Write(Terminal terminal, Exception failure, bool cancelled)
    {
        var (message, next) = failure switch
        {
            HyOpsException known => (known.Message, known.NextStep),
            OperationCanceledException when cancelled => ("interrupted: everything that ran has ended", "run it again to go on"),
            CakeException cake => (cake.Message, null),
            _ => ($"{failure.GetType().Name}: {failure.Message}", "a defect of the build: --verbosity diagnostic shows where"),
        };
        terminal.Error.Write($"\nerror: {message}\n{(next is null ? "" : $"  next: {next}\n")}");
    }
}
