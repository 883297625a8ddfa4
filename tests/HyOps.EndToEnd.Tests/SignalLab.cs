using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// A project whose steps are in the middle of their work at once: Terraform on two real backends in one environment, Packer and Ansible in
/// another.
/// </summary>
internal sealed class SignalLab : IAsyncDisposable
{
    public const string Backends = "backends";
    public const string Others = "others";

    /// <summary>In the state once the step before the slow one is done.</summary>
    public const string Made = "made before the signal";

    private readonly TempFolder folder = new("signals");

    private SignalLab(HttpStateServer http, PostgresServer postgres)
    {
        Http = http;
        Postgres = postgres;
        AddTerraform("http", http.Backend("network"));
        AddTerraform("pg", $$"""terraform { backend "pg" { conn_str = "{{postgres.Url}}" } }""".Replace("{ ", "{\n", StringComparison.Ordinal).Replace(" }", "\n}", StringComparison.Ordinal));
        AddOthers();
        AddEnvironment(Backends, "http", "pg");
        AddEnvironment(Others, "packer", "ansible");
    }

    public HttpStateServer Http { get; }

    public PostgresServer Postgres { get; }

    public string Project => folder.At("pröject");

    public static async Task<SignalLab> CreateAsync(CancellationToken cancellationToken)
    {
        var http = await HttpStateServer.StartAsync();
        try
        {
            return new SignalLab(http, await PostgresServer.StartAsync(cancellationToken));
        }
        catch
        {
            await http.DisposeAsync();
            throw;
        }
    }

    public async Task WaitUntilBusyAsync(string environment)
    {
        string[] modules = environment == Backends ? ["http", "pg"] : ["packer", "ansible"];
        while (!modules.All(module => File.Exists(Marker(module))))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await Postgres.DisposeAsync();
        folder.Dispose();
    }

    private string Marker(string module) => folder.At($"marker {module}");

    private void AddTerraform(string name, string backend) => AddModule(name, "iac/terraform", "terraform/main.tf", $$"""
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

    private void AddOthers()
    {
        AddModule("packer", "images/packer", "packer/image.pkr.hcl", """
            variable "marker" { type = string }
            variable "manifest_path" { type = string }
            source "null" "image" { communicator = "none" }
            build {
              sources = ["source.null.image"]
              provisioner "shell-local" { inline = ["touch '${var.marker}'", "exec sleep 60"] }
              post-processor "manifest" { output = var.manifest_path }
            }
            """);
        AddModule("ansible", "config/ansible", "ansible/playbook.yml", """
            - name: Take time
              hosts: all
              gather_facts: false
              tasks:
                - name: Wait
                  ansible.builtin.shell: "touch '{{ marker }}'; exec sleep 60"
            """);
    }

    private void AddModule(string name, string driver, string file, string content)
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
                required_env: []
            execution: { driver: "{{driver}}" }
            dependencies: []
            outputs: { publish: [] }
            probes: []
            constraints: []

            """);
        Write($"modules/lab/test/{name}/{file}", content);
    }

    private void AddEnvironment(string name, params string[] modules)
    {
        Write($"inventories/{name}/hosts.yml", "all:\n  hosts:\n    localhost:\n      ansible_connection: local\n");
        Write($"inventories/{name}/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: {{name}}
            tier: local
            phases:
              bootstrap:
                steps:
            {{string.Concat(modules.Select(module => $"      - {{ id: {module}, module: lab/test/{module} }}\n"))}}
            """);
    }

    private void Write(string relative, string text) => folder.Write(Path.Combine("pröject", relative), text);
}
