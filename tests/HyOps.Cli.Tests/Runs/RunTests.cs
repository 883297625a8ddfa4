using System.Text.Json.Nodes;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Runs;

public sealed class RunTests
{
    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    [Fact(Timeout = 60_000)]
    public async Task Broken_contracts_are_listed_and_nothing_starts()
    {
        using var folder = new TempFolder();
        folder.CreateFolder("modules");
        folder.Write("inventories/local/environment.yml", "api_version: hybridops/v1\nkind: Environment\nname: local\ntier: lokal\nphases: {}\n");

        var text = await Hyops.RunAsync(folder, Nothing, Hyops.Program, "run", "bootstrap");
        var json = await Hyops.RunAsync(folder, Nothing, Hyops.Program, "run", "bootstrap", "--json");

        Assert.Equal(11, text.ExitCode);
        Assert.StartsWith("inventories/local/environment.yml", text.Output, StringComparison.Ordinal);
        Assert.Equal(11, json.ExitCode);
        Assert.NotEmpty(JsonNode.Parse(json.Output)!["problems"]!.AsArray());
    }
}
