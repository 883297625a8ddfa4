using HyOps.Core;
using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>Packages that an environment needs are not installed; all of them at once.</summary>
public sealed class PackagesMissingException : HyOpsException
{
    private PackagesMissingException(string message, string nextStep)
        : base(Core.ExitCode.DependencyMissing, message, nextStep)
    {
    }

    /// <summary>Names every package.</summary>
    /// <param name="environment">The environment that needs them.</param>
    /// <param name="lacking">At least one.</param>
    internal static PackagesMissingException For(EnvironmentDefinition environment, IEnumerable<FoundPackage> lacking) =>
        new(string.Join('\n', lacking.Select(package => package.Problem)), FixFor(environment.Name));

    /// <summary>What to do about them.</summary>
    /// <param name="environment">The environment that needs them.</param>
    internal static string FixFor(EnvironmentName environment) => $"./build.sh --target Setup --env {environment}, or: hyops setup all --env {environment}";
}
