using HyOps.Cli.Hosting;

namespace HyOps.Cli.Help;

/// <summary>What <c>hyops --help</c> ends with: the path of a newcomer, and the exit codes.</summary>
internal static class RootExamples
{
    internal const string ExitCodes =
        "0 ok, 1 no (vault status), 2 operator error, 10 template written, 11 contract or configuration invalid, 12 dependency missing, 13 refused by a guardrail, "
        + "20 a tool or remote failed, 21 secrets failed, 30 defect of HyOps, 130 interrupted";

    internal static IReadOnlyList<Example> All { get; } =
    [
        new("hyops run bootstrap", "runs the bootstrap phase of local: nothing but this machine changes"),
        new("hyops setup check", "says which tools this machine has, and how to get the others"),
        new("hyops validate", "checks every contract of the project, without running anything"),
        new("hyops secrets ensure --env drill DB_PASSWORD", "generates a secret into the encrypted bundle of drill"),
        new("hyops preflight --env drill", "checks everything that must hold before a run on drill"),
    ];
}
