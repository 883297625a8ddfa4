using HyOps.Core;
using HyOps.Presentation.Runs;

namespace HyOps.Presentation.Errors;

/// <summary>What stopped a host, for people and for JSON: masked, without a stack trace unless asked for.</summary>
public sealed record ErrorReport
{
    /// <summary>The variable that asks for stack traces.</summary>
    public const string TraceVariable = "HYOPS_DEBUG";

    private ErrorReport()
    {
    }

    /// <summary>The exit code of the host.</summary>
    public required ExitCode ExitCode { get; init; }

    /// <summary>What failed, and on what.</summary>
    public required string Message { get; init; }

    /// <summary>What to do now.</summary>
    public string? NextStep { get; init; }

    /// <summary>The exception with its stack, where it was asked for.</summary>
    public string? Trace { get; init; }

    /// <summary>The exit code's label in JSON: <c>operator_error</c>.</summary>
    public string Label => ExitCodeWords.LabelOf(ExitCode);

    /// <summary>The report of an exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="mask">Masks every known secret.</param>
    /// <param name="withTrace">Whether <see cref="TraceVariable"/> is set.</param>
    public static ErrorReport Of(Exception exception, Func<string, string> mask, bool withTrace = false) => exception switch
    {
        HyOpsException known => new ErrorReport
        {
            ExitCode = known.ExitCode,
            Message = mask(known.Message),
            NextStep = known.NextStep is null ? null : mask(known.NextStep),
            Trace = withTrace ? mask(known.ToString()) : null,
        },
        OperationCanceledException => new ErrorReport { ExitCode = ExitCode.Interrupted, Message = "interrupted" },
        IOException or UnauthorizedAccessException => new ErrorReport
        {
            ExitCode = ExitCode.OperatorError,
            Message = $"a file or stream could not be used: {mask(exception.Message)}",
            NextStep = "check that it is there, that you may use it, and that its disk has space; where standard output goes is one of them",
            Trace = withTrace ? mask(exception.ToString()) : null,
        },
        _ => new ErrorReport
        {
            ExitCode = ExitCode.InternalError,
            Message = $"unexpected {exception.GetType().Name}: {mask(exception.Message)}",
            NextStep = withTrace
                ? "report this: it is a defect of HyOps; secrets are masked below"
                : $"this is a defect of HyOps: run the same again with {TraceVariable}=1 to see where it happened (secrets stay masked), and report that",
            Trace = withTrace ? mask(exception.ToString()) : null,
        },
    };

    /// <summary>A report of what was asked for and cannot be.</summary>
    /// <param name="message">What, with the value seen.</param>
    /// <param name="nextStep">What to do.</param>
    public static ErrorReport OfOperator(string message, string? nextStep) =>
        new() { ExitCode = ExitCode.OperatorError, Message = message, NextStep = nextStep };
}
