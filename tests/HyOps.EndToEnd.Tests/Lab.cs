namespace HyOps.EndToEnd.Tests;

/// <summary>A project whose modules do what tests need: one with a secret, one of each tool that takes its time, one that is loud; each in an environment of its name.</summary>
internal sealed class Lab : IDisposable
{
    public const string Quick = "local";
    public const string Terraform = "terraform-slow";
    public const string Packer = "packer-slow";
    public const string Ansible = "ansible-slow";
    public const string Loud = "loud";

    private readonly LabProject project = new();

    public Lab()
    {
        project.AddModule(Quick, "iac/terraform", "terraform/main.tf", """
            variable "password" {
              type      = string
              ephemeral = true
            }
            resource "terraform_data" "quick" {}
            """, required: "LAB_PASSWORD");
        project.AddTerraform(Terraform);
        project.AddPacker(Packer);
        project.AddAnsible(Ansible);
        project.AddModule(Loud, "iac/terraform", "terraform/main.tf", """
            resource "terraform_data" "loud" {
              provisioner "local-exec" {
                command = "head -c 1000000 /dev/zero | tr '\\0' x; echo; head -c 20000 /dev/urandom; echo; printf 'a\\033[31mred\\033[2J\\r\\007b\\n'"
              }
            }
            """);
        foreach (var module in new[] { Quick, Terraform, Packer, Ansible, Loud })
        {
            project.AddEnvironment(module, module);
        }
    }

    public string Project => project.Path;

    /// <summary>Comes into being when the slow module of an environment is in the middle of its work.</summary>
    public string Marker(string environment) => project.Marker(environment);

    public string Write(string relative, string text) => project.Write(relative, text);

    public Task WaitUntilBusyAsync(string environment) => project.WaitUntilBusyAsync(environment);

    public void Dispose() => project.Dispose();
}
