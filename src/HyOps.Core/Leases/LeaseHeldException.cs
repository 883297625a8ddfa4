namespace HyOps.Core.Leases;

/// <summary>A run that cannot start because another one is on the same environment.</summary>
public sealed class LeaseHeldException : HyOpsException
{
    private LeaseHeldException(string message, string nextStep)
        : base(ExitCode.Refused, message, nextStep)
    {
    }

    /// <summary>Another run holds the lease.</summary>
    /// <param name="holder">Who.</param>
    public static LeaseHeldException By(string holder) =>
        new($"this environment is in use by {holder}", "wait for its end; the lease frees itself when that process ends, there is nothing to delete");
}
