namespace HyOps.Core.Commands;

/// <summary>What cancelling a command does after the one SIGINT that its process group gets.</summary>
public enum StopPolicy
{
    /// <summary>SIGKILL for the whole process group when the grace period is over.</summary>
    KillAfterGrace,

    /// <summary>Never killed on a timer: the program holds state (a Terraform apply) and must end by itself.</summary>
    HoldsState,
}
