using System.Reflection;
using Cake.Frosting;

namespace HyOps.Cake.Hosting;

/// <summary>A target of a host, as its class describes it.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">One sentence; empty where its class has none.</param>
public sealed record Target(string Name, string Description)
{
    /// <summary>The targets of some assemblies, in alphabetical order.</summary>
    /// <param name="assemblies">The assemblies.</param>
    public static IReadOnlyList<Target> In(IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies
            .Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type))
            .Select(Describe)
            .OrderBy(target => target.Name, StringComparer.Ordinal),
    ];

    private static Target Describe(Type type) => new(
        type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
        type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "");
}
