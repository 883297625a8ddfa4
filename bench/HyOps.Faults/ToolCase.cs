namespace HyOps.Faults;

/// <summary>A tool in the middle of its work, and how one sees what became of it.</summary>
/// <param name="Name">For the table: <c>Terraform, http backend</c>.</param>
/// <param name="Make">Makes a site whose one step takes a minute the first time.</param>
/// <param name="Look">What is left, in the table's words; empty where there is nothing to look at.</param>
/// <param name="Good">What is left where all went well.</param>
internal sealed record ToolCase(string Name, Func<Servers, Site> Make, Func<Servers, Site, CancellationToken, Task<string>> Look, string Good)
{
    private const string LockFree = "lock free, state saved";

    /// <summary>Every tool, with every place for Terraform's state.</summary>
    public static IReadOnlyList<ToolCase> All => [LocalTerraform, HttpTerraform, PgTerraform, Ansible, Packer];

    /// <summary>Terraform with its state in the runtime root.</summary>
    public static ToolCase LocalTerraform { get; } = new("Terraform, local state", static _ => TerraformSite(""), static (_, site, _) => Task.FromResult(LocalState(site)), LockFree);

    /// <summary>Terraform with the http backend.</summary>
    public static ToolCase HttpTerraform { get; } = new(
        "Terraform, http backend whose unlock takes 8 s", static servers => TerraformSite(servers.Http.Backend(Servers.State)),
        static (servers, _, _) => Task.FromResult(Words(servers.Http.LockInfo(Servers.State) is null, servers.Http.State(Servers.State))), LockFree);

    /// <summary>Terraform with the pg backend.</summary>
    public static ToolCase PgTerraform { get; } = new(
        "Terraform, pg backend", static servers => TerraformSite(servers.Database.Backend),
        static async (servers, _, token) => await servers.Database.LookAsync(token) is var (free, state) ? Words(free, state) : "", LockFree);

    /// <summary>Ansible on this machine.</summary>
    public static ToolCase Ansible { get; } = new(
        "Ansible",
        static _ => new Site("config/ansible", "ansible/playbook.yml", $"- name: Take time\n  hosts: all\n  gather_facts: false\n  tasks:\n    - name: Wait\n      ansible.builtin.shell: \"{Site.SlowOnce}\"\n"),
        static (_, _, _) => Task.FromResult("tasks ended"), "tasks ended");

    /// <summary>Packer, which has its image and works on it: what is half-built goes, also when nobody but the next run is left to do it.</summary>
    public static ToolCase Packer { get; } = new(
        "Packer",
        static _ => new Site("images/packer", "packer/image.pkr.hcl", $$"""
            variable "manifest_path" { type = string }
            variable "artifact_dir" { type = string }
            source "file" "image" {
              content = "an image"
              target  = "${var.artifact_dir}/image"
            }
            build {
              sources = ["source.file.image"]
              post-processor "shell-local" { inline = ["{{Site.SlowOnce}}"] }
              post-processor "manifest" { output = var.manifest_path }
            }
            """),
        static (_, site, _) => Task.FromResult(ImagesOf(site)), "no image taken for good");

    /// <summary>A stack of two resources, of which the second takes its time.</summary>
    public static Site TerraformSite(string backend) => new("iac/terraform", "terraform/main.tf", $$"""
        {{backend}}
        resource "terraform_data" "first" {}
        resource "terraform_data" "second" {
          depends_on = [terraform_data.first]
          provisioner "local-exec" { command = "{{Site.SlowOnce}}" }
        }
        """);

    // A record is what makes an image a good one; what no record names is removed, by the next run at the latest.
    private static string ImagesOf(Site site) =>
        Directory.EnumerateFiles(site.Root, "packer.json", SearchOption.AllDirectories).Any() ? "half an image taken for good" : "no image taken for good";

    private static string LocalState(Site site)
    {
        var state = Directory.EnumerateFiles(site.Root, "terraform.tfstate", SearchOption.AllDirectories).FirstOrDefault();
        var locked = Directory.EnumerateFiles(site.Root, "*.lock.info", SearchOption.AllDirectories).Any();
        return Words(!locked, state is null ? null : File.ReadAllText(state));
    }

    private static string Words(bool free, string? state) =>
        $"{(free ? "lock free" : "lock left")}, {(state is null ? "no state" : state.Contains("\"first\"", StringComparison.Ordinal) ? "state saved" : "state lost")}";
}
