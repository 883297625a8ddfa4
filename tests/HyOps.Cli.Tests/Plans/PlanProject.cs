using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core.World;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Plans;

/// <summary>
/// A checkout with two Terraform steps, of which the second takes an output of the first that is known before it is applied, and a secret; hyops is
/// called within the test's process, with the real Terraform and git.
/// </summary>
internal sealed class PlanProject : IDisposable
{
    internal const string Value = "10.98.76.0/24";
    internal const string Secret = "a-secret-of-the-plan-0123456789";
    private const string MainFile = "modules/core/test/net/terraform/main.tf";

    internal PlanProject()
    {
        Folder.Write(MainFile, """
            variable "cidr" { type = string }
            variable "db_password" {
              type      = string
              sensitive = true
            }
            resource "terraform_data" "lan" { input = { cidr = var.cidr, guarded = sensitive("${var.cidr}-guarded") } }
            output "cidr" { value = var.cidr }
            output "lan_id" { value = terraform_data.lan.id }
            """);
        Folder.Write("modules/core/test/net/spec.yml", Spec("net", "cidr: \"10.0.0.0/24\"\n    db_password_env: DB_PASSWORD\n    required_env: [DB_PASSWORD]", "cidr, lan_id"));
        Folder.Write("modules/core/test/app/terraform/main.tf", "variable \"range\" { type = string }\nresource \"terraform_data\" \"app\" { input = var.range }\noutput \"app_id\" { value = terraform_data.app.id }\n");
        Folder.Write("modules/core/test/app/spec.yml", Spec("app", "range: \"\"", "app_id"));
        Folder.Write("inventories/local/inputs/net.yml", $"cidr: {Value}\n");
        WriteEnvironment("local", "cidr");
        WriteEnvironment("local-two", "cidr");
        Git("init", "-q");
        Commit();
    }

    internal TestWorld World { get; } = new();

    internal TempFolder Folder => World.Folder;

    internal string Root => Folder.At("home", ".hybridops", "envs", "local");

    internal string SealedFile => Assert.Single(Directory.GetFiles(Path.Combine(Root, "plans"), "*.sealed"));

    internal string StateText => File.ReadAllText(Path.Combine(Root, "state/instances/core/test/net/net/terraform.tfstate"));

    public void Dispose() => World.Dispose();

    internal static async Task<PlanProject> CreateAsync()
    {
        var project = new PlanProject();
        await project.CallAsync("secrets", "set", $"DB_PASSWORD={Secret}");
        return project;
    }

    internal void WriteEnvironment(string name, string output, string more = "") => Folder.Write($"inventories/{name}/environment.yml", $$"""
        api_version: hybridops/v1
        kind: Environment
        name: {{name}}
        tier: local
        guardrails: { max_destroy: 0 }
        phases:
          bootstrap:
            steps:
              - { id: net, module: core/test/net, inputs: ../local/inputs/net.yml }
              - id: app
                module: core/test/app
                with: { range: "${steps.net.outputs.{{output}}}" }
          steady-state:
            steps:
              - { id: net, module: core/test/net, inputs: ../local/inputs/net.yml }
        {{more}}

        """);

    internal void Edit(string file, string from, string to)
    {
        var text = File.ReadAllText(Folder.At(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Folder.At(file), text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Takes the second step out of the phase.</summary>
    internal void CutApp()
    {
        var lines = File.ReadAllLines(Folder.At("inventories/local/environment.yml")).ToList();
        lines.RemoveRange(lines.FindIndex(line => line.StartsWith("      - id: app", StringComparison.Ordinal)), 3);
        File.WriteAllLines(Folder.At("inventories/local/environment.yml"), lines);
    }

    internal void EditStack(string from, string to) => Edit(MainFile, from, to);

    internal void Commit()
    {
        Git("add", "modules", "inventories");
        Git("commit", "-q", "--allow-empty", "-m", "x");
    }

    internal void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Folder.FullPath, "-c", "user.name=t", "-c", "user.email=t@t", .. arguments]))!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    internal Task<Called> CallAsync(params string[] args) => Called.Async(World, args);

    internal Task<Called> InAsync(Surroundings surroundings, params string[] args) => Called.InAsync(World, surroundings, args);

    internal Task<Called> PlanAsync(params string[] args) => CallAsync(["run", "bootstrap", "--no-install", "--plan-only", "--json", .. args]);

    internal async Task<string> PlannedAsync()
    {
        var planned = await PlanAsync();
        Assert.True(planned.ExitCode == 0, planned.Error + planned.Output);
        return (string)planned.Json["plan"]!["plan_id"]!;
    }

    internal Task<Called> ApplyAsync(string id, params string[] args) => CallAsync(["run", "bootstrap", "--no-install", "--apply-plan", id, "--approve", "A. Person", "--json", .. args]);

    /// <summary>All files below a folder in which a text stands, as it is, in any of them.</summary>
    internal static IEnumerable<string> FilesWith(string folder, string text) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null && File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>The record of the newest run of a verb.</summary>
    internal JsonNode Record(string verb) => JsonNode.Parse(File.ReadAllText(Path.Combine(Directory.GetDirectories(Path.Combine(Root, "logs", verb)).Order(StringComparer.Ordinal).Last(), "record.json")))!;

    private static string Spec(string name, string defaults, string publish) => $$"""
        api_version: hybridops/v1
        kind: ModuleSpec
        module_ref: "core/test/{{name}}"
        inputs:
          defaults:
            {{defaults}}
        execution: { driver: "iac/terraform" }
        outputs: { publish: [{{publish}}] }

        """;
}
