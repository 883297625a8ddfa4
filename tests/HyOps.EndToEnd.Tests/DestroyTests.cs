using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

public sealed class DestroyTests
{
    [Fact]
    public async Task The_local_environment_is_torn_down_by_name_and_brought_back()
    {
        using var somebody = new Operator();
        string[] project = ["--project", RepositoryRoot.FullPath];
        var first = await somebody.HyopsAsync(["run", "bootstrap", "--json", .. project]);

        var refused = await somebody.HyopsAsync(["run", "bootstrap", "--destroy", .. project]);
        var kept = File.Exists(somebody.At("apps/hyops-app/app.conf"));
        var destroyed = await somebody.BuildAsync(
            "--target", "Bootstrap", "--destroy", "--allow-destroy", "network:terraform_data.address_plan", "--reason", "a fresh start");
        var left = Directory.GetFiles(somebody.At("state/modules"), "*", SearchOption.AllDirectories).Length;
        var app = Directory.Exists(somebody.At("apps/hyops-app"));
        var shown = await somebody.HyopsAsync("runs", "show", RunIdIn(destroyed));
        var back = await somebody.HyopsAsync(["run", "bootstrap", .. project]);
        var listed = await somebody.HyopsAsync("runs", "list", "--json");

        first.Is(0);
        Assert.Equal(["image", "network", "app"], JsonNode.Parse(first.Output)!["steps"]!.AsArray().Select(step => (string)step!["step"]!));
        refused.Is(
            13, "bootstrap --destroy of local: refused", "terraform_data.address_plan (delete)", "nothing is removed, because of network",
            "--allow-destroy 'network:terraform_data.address_plan' --reason TEXT");
        destroyed.Is(0, "bootstrap --destroy of local: done", "3 steps: 3 changed", "allowed: terraform_data.address_plan (delete)", "named with --allow-destroy");
        shown.Is(0, "destroy", "set aside by --allow-destroy network:terraform_data.address_plan: a fresh start", "plan of network: 1 deleted");
        back.Is(0, "bootstrap of local: done", "3 steps: 3 changed");
        Assert.Equal(4, JsonNode.Parse(listed.Output)!["runs"]!.AsArray().Count);
        Assert.Equal((true, 0, false), (kept, left, app));
    }

    private static string RunIdIn(Ended run) => run.Output.Split('\n').Single(line => line.StartsWith("show    hyops runs show ", StringComparison.Ordinal))["show    hyops runs show ".Length..].Trim();
}
