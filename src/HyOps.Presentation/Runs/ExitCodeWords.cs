using HyOps.Core;

namespace HyOps.Presentation.Runs;

/// <summary>What exit codes mean, in a few words, and their labels in JSON.</summary>
public static class ExitCodeWords
{
    /// <summary>The meaning.</summary>
    /// <param name="code">The code.</param>
    public static string Of(ExitCode code) => code switch
    {
        ExitCode.Ok => "ok",
        ExitCode.No => "no",
        ExitCode.OperatorError => "operator error",
        ExitCode.TemplateWritten => "a template was written: edit it and run again",
        ExitCode.InvalidContract => "a contract or configuration is invalid",
        ExitCode.DependencyMissing => "a dependency is missing",
        ExitCode.Refused => "refused by a guardrail",
        ExitCode.ToolFailed => "a tool or a remote system failed",
        ExitCode.SecretsFailed => "secrets could not be had",
        ExitCode.InternalError => "a defect of HyOps",
        ExitCode.Interrupted => "interrupted",
        _ => "unknown",
    };

    /// <summary>The label: <c>operator_error</c>.</summary>
    /// <param name="code">The code.</param>
    public static string LabelOf(ExitCode code) => code switch
    {
        ExitCode.Ok => "ok",
        ExitCode.No => "no",
        ExitCode.OperatorError => "operator_error",
        ExitCode.TemplateWritten => "template_written",
        ExitCode.InvalidContract => "invalid_contract",
        ExitCode.DependencyMissing => "dependency_missing",
        ExitCode.Refused => "refused",
        ExitCode.ToolFailed => "tool_failed",
        ExitCode.SecretsFailed => "secrets_failed",
        ExitCode.Interrupted => "interrupted",
        _ => "internal_error",
    };
}
