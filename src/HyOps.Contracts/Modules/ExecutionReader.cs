using HyOps.Contracts.Reading;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Modules;

/// <summary>Reads execution: of spec.yml.</summary>
internal static class ExecutionReader
{
    public static Execution? Read(MapReader? execution, ProblemList problems)
    {
        if (execution is null)
        {
            return null;
        }

        var driver = execution.Choice("driver", DriverWords.All, required: true);
        var pack = execution.Section("pack_ref");
        var packRef = pack?.Text("id", required: true);
        pack?.RejectUnknown();
        var profile = execution.Text("profile") ?? "";
        var stack = ReadStack(execution, problems);

        // Hooks belong to the program that the older modules were written for; kept, and of no meaning here.
        execution.Map("hooks");
        execution.RejectUnknown();
        return driver is { } kind
            ? new Execution(kind, profile, packRef, stack ?? DriverWords.DefaultStack(kind))
            : null;
    }

    private static string? ReadStack(MapReader execution, ProblemList problems)
    {
        var stack = execution.Text("stack");
        if (stack is null || (!Path.IsPathRooted(stack) && !stack.Contains('\\', StringComparison.Ordinal) && !stack.Split('/').Contains("..")))
        {
            return stack;
        }

        problems.Error(
            ProblemCodes.BadValue, execution.LocationOf("stack"), $"execution.stack '{Shown.Text(stack)}' lies outside the module",
            "Name a folder within the module, relative to spec.yml.", "execution.stack");
        return null;
    }

    internal sealed record Execution(DriverKind Driver, string Profile, string? PackRef, string Stack);
}
