namespace HyOps.EndToEnd.Tests;

/// <summary>A project whose modules do what tests need: one with a secret, one of each tool that takes its time, one that is loud.</summary>
internal sealed class Lab : IDisposable
{
    public const string Quick = "local";
    public const string Terraform = "terraform-slow";
    public const string Packer = "packer-slow";
    public const string Ansible = "ansible-slow";
    public const string Loud = "loud";

    private readonly TempFolder folder = new("lab");

    public Lab()
    {
        Add(Quick, "iac/terraform", "terraform/main.tf", """
            variable "password" {
              type      = string
              ephemeral = true
            }
            resource "terraform_data" "quick" {}
            """, required: "LAB_PASSWORD");
        AddSlowOnes();
        Add(Loud, "iac/terraform", "terraform/main.tf", """
            resource "terraform_data" "loud" {
              provisioner "local-exec" {
                command = "head -c 1000000 /dev/zero | tr '\\0' x; echo; head -c 20000 /dev/urandom; echo; printf 'a\\033[31mred\\033[2J\\r\\007b\\n'"
              }
            }
            """);
    }

    public string Project => folder.At("pröject of labs");

    /// <summary>Comes into being when the slow module of an environment is in the middle of its work.</summary>
    public string Marker(string environment) => folder.At($"marker {environment}");

    public string Write(string relative, string text) => folder.Write(Path.Combine("pröject of labs", relative), text);

    public async Task WaitUntilBusyAsync(string environment)
    {
        while (!File.Exists(Marker(environment)))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => folder.Dispose();

    private void AddSlowOnes()
    {
        Add(Terraform, "iac/terraform", "terraform/main.tf", """
            variable "marker" { type = string }
            resource "terraform_data" "before" {}
            resource "terraform_data" "slow" {
              depends_on = [terraform_data.before]
              provisioner "local-exec" {
                command     = "touch \"$MARKER\"; exec sleep 60"
                environment = { MARKER = var.marker }
              }
            }
            """);
        Add(Packer, "images/packer", "packer/image.pkr.hcl", """
            variable "marker" { type = string }
            variable "manifest_path" { type = string }
            source "null" "image" { communicator = "none" }
            build {
              sources = ["source.null.image"]
              provisioner "shell-local" { inline = ["touch '${var.marker}'", "exec sleep 60"] }
              post-processor "manifest" { output = var.manifest_path }
            }
            """);
        Add(Ansible, "config/ansible", "ansible/playbook.yml", """
            - name: Take time
              hosts: all
              gather_facts: false
              tasks:
                - name: Wait
                  ansible.builtin.shell: "touch '{{ marker }}'; exec sleep 60"
            """);
    }

    private void Add(string environment, string driver, string file, string content, string required = "")
    {
        Write($"modules/lab/test/{environment}/spec.yml", $$"""
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "lab/test/{{environment}}"
            metadata: { title: "A test", description: "A test" }
            requirements: { credentials: [] }
            inputs:
              defaults:
                marker: "{{Marker(environment)}}"
                required_env: [{{required}}]
                {{(required.Length == 0 ? "" : $"password_env: \"{required}\"")}}
            execution: { driver: "{{driver}}" }
            dependencies: []
            outputs: { publish: [] }
            probes: []
            constraints: []

            """);
        Write($"modules/lab/test/{environment}/{file}", content);
        Write($"inventories/{environment}/hosts.yml", "all:\n  hosts:\n    localhost:\n      ansible_connection: local\n");
        Write($"inventories/{environment}/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: {{environment}}
            tier: local
            guardrails: { max_destroy: 1 }
            phases:
              bootstrap:
                steps:
                  - { id: work, module: lab/test/{{environment}} }

            """);
    }
}
