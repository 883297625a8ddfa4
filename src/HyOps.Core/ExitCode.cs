namespace HyOps.Core;

/// <summary>The exit codes of every host: <c>hyops</c> and the Cake build host keep the same ones.</summary>
public enum ExitCode
{
    /// <summary>All done, whether something changed or not.</summary>
    Ok = 0,

    /// <summary>The answer is no, where a verb answers yes or no: <c>vault status</c>, <c>runs verify</c>.</summary>
    No = 1,

    /// <summary>The operator asked for something that cannot be: a bad option, no environment.</summary>
    OperatorError = 2,

    /// <summary>A template was written; edit it and run again.</summary>
    TemplateWritten = 10,

    /// <summary>A contract or a configuration file is invalid.</summary>
    InvalidContract = 11,

    /// <summary>A tool or another dependency is missing, or has the wrong version.</summary>
    DependencyMissing = 12,

    /// <summary>A guardrail refused.</summary>
    Refused = 13,

    /// <summary>A tool, or a remote system behind it, failed.</summary>
    ToolFailed = 20,

    /// <summary>Secrets could not be had: password, decryption, authority.</summary>
    SecretsFailed = 21,

    /// <summary>A defect of HyOps itself.</summary>
    InternalError = 30,

    /// <summary>Interrupted by a signal.</summary>
    Interrupted = 130,
}
