using System.Text.Json.Nodes;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Setup;

/// <summary><c>hyops setup --env</c>, with the real programs of this machine.</summary>
public sealed class SetupEnvironmentTests : IDisposable
{
    private readonly TempFolder folder = new("setup");

    public SetupEnvironmentTests()
    {
        folder.Write("modules/lab/test/one/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "lab/test/one"
            metadata: { title: "A test", description: "A test" }
            requirements: { credentials: [] }
            inputs: { defaults: { required_env: [] } }
            execution: { driver: "config/ansible" }
            outputs: { publish: [] }

            """);
        folder.Write("modules/lab/test/one/ansible/playbook.yml", "[]\n");
        folder.Write("inventories/lab/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: lab
            tier: nonprod
            tools: { terraform: ">=99" }
            packages: { {{string.Join(", ", ((string[])["debian", "fedora", "arch", "alpine", "macos"]).Select(family => family + ": [bash, hyops-no-such-package]"))}} }
            phases:
              bootstrap: { steps: [{ id: one, module: lab/test/one }] }

            """);
    }

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task An_environment_adds_its_packages_and_versions_and_needs_the_tools_of_its_own_modules_alone()
    {
        var called = await CallAsync("setup", "check", "--env", "lab", "--json");

        Assert.Equal(12, called.ExitCode);
        var report = JsonNode.Parse(called.Output)!;
        Assert.False((bool)report["ok"]!);
        Assert.Equal(
            ["ansible-playbook", "setsid"],
            report["tools"]!.AsArray().Where(tool => (bool)tool!["required"]!).Select(tool => (string)tool!["tool"]!));
        var terraform = report["tools"]!.AsArray().Single(tool => (string)tool!["tool"]! == "terraform")!;
        Assert.Equal((">=99", "wrong_version"), ((string)terraform["constraint"]!, (string)terraform["status"]!));
        Assert.Equal(
            ["bash found environment lab", "hyops-no-such-package missing environment lab"],
            report["packages"]!.AsArray().Select(package => $"{package!["package"]} {package["status"]} {package["used_for"]}"));
        Assert.Contains("install hyops-no-such-package", (string)report["packages"]![1]!["fix"]!, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task People_read_which_package_lacks_and_how_to_get_it()
    {
        var called = await CallAsync("setup", "all", "--env", "lab", "--no-install");

        Assert.Equal(12, called.ExitCode);
        Assert.Contains("the package hyops-no-such-package is not installed", called.Output, StringComparison.Ordinal);
        Assert.Contains("not installed, as --no-install says: hyops-no-such-package", called.Output, StringComparison.Ordinal);
        Assert.EndsWith("not ready: hyops-no-such-package\n", called.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_environment_that_is_not_there_or_not_valid_is_refused()
    {
        Assert.Equal(2, (await CallAsync("setup", "check", "--env", "lob")).ExitCode);
        folder.Write("inventories/lab/environment.yml", "packages: { debian: [--force-yes] }\n");
        Assert.Equal(11, (await CallAsync("setup", "check", "--env", "lab")).ExitCode);
    }

    private Task<Called> CallAsync(params string[] arguments) =>
        Hyops.RunAsync(folder, new Dictionary<string, string?>(StringComparer.Ordinal), Hyops.Program, arguments);
}
