namespace HyOps.EndToEnd.Tests;

/// <summary>A project of a test's own, with modules that take their time.</summary>
internal sealed class LabProject : IDisposable
{
    /// <summary>In the state of a Terraform module once the resource before the slow one is made.</summary>
    public const string Made = "made before the signal";

    private readonly TempFolder folder = new("lab");

    public string Path => folder.At("pröject of labs");

    /// <summary>Comes into being when a module is in the middle of its work.</summary>
    public string Marker(string module) => folder.At($"marker {module}");

    public string Write(string relative, string text) => folder.Write(System.IO.Path.Combine("pröject of labs", relative), text);

    public async Task WaitUntilBusyAsync(params IReadOnlyList<string> modules)
    {
        while (!modules.All(module => File.Exists(Marker(module))))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public void AddTerraform(string name, string backend = "") => AddModule(name, "iac/terraform", "terraform/main.tf", $$"""
        {{backend}}
        variable "marker" { type = string }
        resource "terraform_data" "before" { input = "{{Made}}" }
        resource "terraform_data" "slow" {
          depends_on = [terraform_data.before]
          provisioner "local-exec" {
            command     = "touch \"$MARKER\"; exec sleep 60"
            environment = { MARKER = var.marker }
          }
        }
        resource "terraform_data" "after" {
          depends_on = [terraform_data.slow]
          input      = "made after the signal"
        }
        """);

    public void AddPacker(string name) => AddModule(name, "images/packer", "packer/image.pkr.hcl", """
        variable "marker" { type = string }
        variable "manifest_path" { type = string }
        source "null" "image" { communicator = "none" }
        build {
          sources = ["source.null.image"]
          provisioner "shell-local" { inline = ["touch '${var.marker}'", "exec sleep 60"] }
          post-processor "manifest" { output = var.manifest_path }
        }
        """);

    public void AddAnsible(string name) => AddModule(name, "config/ansible", "ansible/playbook.yml", """
        - name: Take time
          hosts: all
          gather_facts: false
          tasks:
            - name: Wait
              ansible.builtin.shell: "touch '{{ marker }}'; exec sleep 60"
        """);

    public void AddModule(string name, string driver, string file, string content, string required = "")
    {
        Write($"modules/lab/test/{name}/spec.yml", $$"""
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "lab/test/{{name}}"
            metadata: { title: "A test", description: "A test" }
            requirements: { credentials: [] }
            inputs:
              defaults:
                marker: "{{Marker(name)}}"
                required_env: [{{required}}]
                {{(required.Length == 0 ? "" : $"password_env: \"{required}\"")}}
            execution: { driver: "{{driver}}" }
            dependencies: []
            outputs: { publish: [] }
            probes: []
            constraints: []

            """);
        Write($"modules/lab/test/{name}/{file}", content);
    }

    /// <summary>An environment whose bootstrap runs modules at once, each as a step of its name.</summary>
    public void AddEnvironment(string name, params IEnumerable<string> modules)
    {
        Write($"inventories/{name}/hosts.yml", "all:\n  hosts:\n    localhost:\n      ansible_connection: local\n");
        Write($"inventories/{name}/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: {{name}}
            tier: local
            guardrails: { max_destroy: 1 }
            phases:
              bootstrap:
                steps:
            {{string.Concat(modules.Select(module => $"      - {{ id: {module}, module: lab/test/{module} }}\n"))}}
            """);
    }

    public void Dispose() => folder.Dispose();
}
