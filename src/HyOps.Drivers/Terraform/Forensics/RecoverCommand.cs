using HyOps.Core.Drivers;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>The command that brings a run's states back in order.</summary>
internal static class RecoverCommand
{
    /// <summary>The command of the run that a step belongs to.</summary>
    /// <param name="request">The step.</param>
    public static string Of(DriverRequest request) => Of(request, request.Environment.Plain.GetValueOrDefault("HYOPS_RUN_ID"));

    /// <summary>The command of a run on the environment that a step belongs to.</summary>
    /// <param name="request">The step.</param>
    /// <param name="run">The run; null where nobody knows it.</param>
    public static string Of(DriverRequest request, string? run) =>
        request.Environment.Plain.TryGetValue("HYOPS_ENV", out var environment)
            ? $"hyops recover --env {environment} --run {run ?? "RUN, with the run that 'hyops runs list' shows as not saved"}"
            : "hyops recover";
}
