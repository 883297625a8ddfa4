namespace HyOps.Core.Leases;

/// <summary>A shared lease that was ours and is not any more.</summary>
/// <param name="message">How it was lost.</param>
public sealed class LeaseLostException(string message)
    : HyOpsException(ExitCode.Refused, message, "see what the other run did ('hyops runs list' there), then run again");
