using System.Collections.Immutable;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Engine.Setup;

namespace Build.Testing;

/// <summary>The programs that only tests start: one line for each.</summary>
internal static class TestTools
{
    public static ImmutableArray<CatalogueTool> For(SystemFamily family) =>
    [
        // Debian keeps the server itself off PATH; this program comes with it alone.
        Tool(family is SystemFamily.Debian ? "pg_ctlcluster" : "postgres", "a real PostgreSQL", debian: "postgresql", others: "postgresql-server"),
        Tool("faketime", "clocks that jump", debian: "faketime", others: "libfaketime"),
        Tool("chromium", "the report in a real browser", debian: "chromium"),
    ];

    private static CatalogueTool Tool(string program, string usedFor, string debian, string? others = null)
    {
        others ??= debian;
        return new CatalogueTool
        {
            Name = new ToolName(program, program),
            Required = true,
            UsedFor = usedFor,
            Packages = ImmutableDictionary<SystemFamily, string>.Empty
                .Add(SystemFamily.Debian, debian)
                .Add(SystemFamily.Fedora, others)
                .Add(SystemFamily.Arch, debian)
                .Add(SystemFamily.Alpine, debian)
                .Add(SystemFamily.MacOs, debian),
            ByHand = _ => $"install {debian} with your system's package manager",
        };
    }
}
