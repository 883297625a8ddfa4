using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Redaction;
using HyOps.Drivers.Processes;

namespace HyOps.Engine.Tests.Tools;

/// <summary>What tests on real programs need.</summary>
internal static class RealRunner
{
    public static ICommandRunner Create() => new ProcessCommandRunner(new Masker(), TimeProvider.System);

    public static ChildEnvironment WithPath(string path) => ChildEnvironment.Empty.With("PATH", path);

    public static VersionConstraint Constraint(string text) =>
        VersionConstraint.TryParse(text, out var constraint) ? constraint : throw new ArgumentException(text, nameof(text));
}
