using System.Text.Json.Nodes;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Runs;

public sealed class RunTests
{
    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    [Fact(Timeout = 120_000)]
    public async Task Bootstrap_of_local_changes_then_has_nothing_to_do_and_its_record_can_be_shown()
    {
        using var folder = new TempFolder();

        var first = await Hyops.RunAsync(folder, "run", "bootstrap", "--no-install", "--project", RepositoryRoot.FullPath, "--json");
        var second = await Hyops.RunAsync(folder, "run", "bootstrap", "--no-install", "--project", RepositoryRoot.FullPath);
        var list = await Hyops.RunAsync(folder, "runs", "list", "--json");
        var id = (string?)JsonNode.Parse(list.Output)!["runs"]![0]!["run_id"];
        var shown = await Hyops.RunAsync(folder, "runs", "show", id![^8..]);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal(["image", "network", "app"], JsonNode.Parse(first.Output)!["steps"]!.AsArray().Select(step => (string)step!["step"]!));
        Assert.Contains("bootstrap of local: unchanged: nothing to do", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(2, JsonNode.Parse(list.Output)!["runs"]!.AsArray().Count);
        Assert.Contains("APP_DB_PASSWORD", shown.Output, StringComparison.Ordinal);
    }

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
