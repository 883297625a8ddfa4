namespace HyOps.Core.Lifecycle;

/// <summary>The one outcome model over Packer, Terraform and Ansible.</summary>
public enum StepOutcome
{
    /// <summary>Everything was as wanted.</summary>
    Unchanged,

    /// <summary>Something was changed, as wanted.</summary>
    Changed,

    /// <summary>The tool failed.</summary>
    Failed,

    /// <summary>A host or service could not be reached.</summary>
    Unreachable,

    /// <summary>Interrupted, and ended in order.</summary>
    Interrupted,

    /// <summary>Ended without releasing its state lock.</summary>
    LockLeft,

    /// <summary>Ended while its backend had not taken the new state, whose only copy was saved beside the step's other files.</summary>
    StateUnsaved,

    /// <summary>A guardrail refused it.</summary>
    Refused,

    /// <summary>Not started: something that it needs did not succeed, or the run was stopped.</summary>
    NotRun,

    /// <summary>Would change something. It was planned only, and nothing was done.</summary>
    Planned,

    /// <summary>Could not be planned before an earlier step is applied; nothing was done.</summary>
    NotPlanned,
}
