using System.Collections.Immutable;
using HyOps.Engine.Init.Providers;

namespace HyOps.Engine.Init;

/// <summary>The systems that <c>init</c> knows.</summary>
public static class InitTargets
{
    private static readonly ImmutableArray<IInitTarget> All =
        [new ProxmoxTarget(), new AzureTarget(), new GcpTarget(), new AwsTarget(), new HetznerTarget(), new HashiCorpVaultTarget()];

    /// <summary>Their names, as they are typed.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(target => target.Name)];

    /// <summary>The target of a name; null where there is none.</summary>
    internal static IInitTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    /// <summary>The target of a name.</summary>
    /// <exception cref="InitException">There is none; the nearest is suggested.</exception>
    internal static IInitTarget Get(string name) => Find(name) ?? throw InitException.UnknownTarget(name, Names);
}
