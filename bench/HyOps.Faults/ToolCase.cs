using System.Globalization;

namespace HyOps.Faults;

/// <summary>A tool in the middle of its work, and how one sees what became of it.</summary>
/// <param name="Name">For the table: <c>Terraform, http backend</c>.</param>
/// <param name="Make">Makes a site whose one step takes a minute the first time.</param>
/// <param name="Look">What is left, in the table's words; empty where there is nothing to look at.</param>
/// <param name="Good">What is left where all went well.</param>
internal sealed record ToolCase(string Name, Func<Site> Make, Func<Site, CancellationToken, Task<string>> Look, string Good)
{
    private const string LockFree = "lock free, state saved";

    private static int count;

    /// <summary>Every tool, with every place for Terraform's state.</summary>
    public static IReadOnlyList<ToolCase> All(Servers servers) => [LocalTerraform(), HttpTerraform(servers), PgTerraform(servers), Ansible(), Packer()];

    /// <summary>Terraform with its state in the runtime root.</summary>
    public static ToolCase LocalTerraform() => new("Terraform, local state", () => TerraformSite(""), (site, _) => Task.FromResult(LocalState(site)), LockFree);

    /// <summary>Terraform with the http backend.</summary>
    public static ToolCase HttpTerraform(Servers servers)
    {
        var name = NextName();
        return new ToolCase(
            "Terraform, http backend", () => TerraformSite(servers.Http.Backend(name = NextName())),
            (_, _) => Task.FromResult(Words(servers.Http.LockInfo(name) is null, servers.Http.State(name))), LockFree);
    }

    /// <summary>Terraform with the pg backend.</summary>
    public static ToolCase PgTerraform(Servers servers)
    {
        var name = NextName();
        return new ToolCase(
            "Terraform, pg backend",
            () => TerraformSite($"terraform {{\n  backend \"pg\" {{\n    conn_str    = \"{servers.Postgres.Url}\"\n    schema_name = \"{name = NextName()}\"\n  }}\n}}\n"),
            async (_, token) => Words(
                await servers.Postgres.QueryAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", token) is "0",
                await servers.Postgres.QueryAsync($"SELECT data FROM {name}.states", token)),
            LockFree);
    }

    /// <summary>Ansible on this machine.</summary>
    public static ToolCase Ansible() => new(
        "Ansible",
        () => new Site("config/ansible", "ansible/playbook.yml", $"- name: Take time\n  hosts: all\n  gather_facts: false\n  tasks:\n    - name: Wait\n      ansible.builtin.shell: \"{Site.SlowOnce}\"\n"),
        static (_, _) => Task.FromResult("tasks ended"), "tasks ended");

    /// <summary>Packer with the null builder.</summary>
    public static ToolCase Packer() => new(
        "Packer",
        () => new Site("images/packer", "packer/image.pkr.hcl", $$"""
            variable "manifest_path" { type = string }
            source "null" "image" { communicator = "none" }
            build {
              sources = ["source.null.image"]
              provisioner "shell-local" { inline = ["{{Site.SlowOnce}}"] }
              post-processor "manifest" { output = var.manifest_path }
            }
            """),
        static (site, _) => Task.FromResult(
            Directory.EnumerateDirectories(site.Root, "artifacts", SearchOption.AllDirectories).SelectMany(Directory.EnumerateDirectories).Any() ? "an artifact left" : "no artifact left"),
        "no artifact left");

    /// <summary>A stack of two resources, of which the second takes its time.</summary>
    public static Site TerraformSite(string backend) => new("iac/terraform", "terraform/main.tf", $$"""
        {{backend}}
        resource "terraform_data" "first" {}
        resource "terraform_data" "second" {
          depends_on = [terraform_data.first]
          provisioner "local-exec" { command = "{{Site.SlowOnce}}" }
        }
        """);

    private static string NextName() => string.Create(CultureInfo.InvariantCulture, $"s{Interlocked.Increment(ref count)}");

    private static string LocalState(Site site)
    {
        var state = Directory.EnumerateFiles(site.Root, "terraform.tfstate", SearchOption.AllDirectories).FirstOrDefault();
        var locked = Directory.EnumerateFiles(site.Root, "*.lock.info", SearchOption.AllDirectories).Any();
        return Words(!locked, state is null ? null : File.ReadAllText(state));
    }

    private static string Words(bool free, string? state) =>
        $"{(free ? "lock free" : "lock left")}, {(state?.Contains("\"first\"", StringComparison.Ordinal) is true ? "state saved" : "state lost")}";
}
