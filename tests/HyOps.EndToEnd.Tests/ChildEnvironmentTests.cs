using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>What the real tools see is what --explain-env says, name by name; and nothing else of the bundle or of the shell flows to them.</summary>
public sealed class ChildEnvironmentTests : IDisposable
{
    private const string Environment = "seen";

    // The tool leads a session of its own, so that whatever it starts can look at what it was given.
    private const string Script = "#!/bin/sh\nsed -z 's/=.*//' \"/proc/$(ps -o sid= -p $$ | tr -d ' ')/environ\" | tr '\\0' '\\n' | sort -u >\"$1\"\n";

    private readonly TempFolder folder = new("seen");
    private readonly Operator somebody;

    public ChildEnvironmentTests()
    {
        somebody = new Operator(folder.At("project"));
        somebody.Variables["HTTPS_PROXY"] = "http://proxy.example:3128";
        somebody.Variables["GITHUB_TOKEN"] = "of the shell, and nobody's business";
        somebody.Variables["TF_LOG"] = "trace";
        somebody.Variables["ANSIBLE_CONFIG"] = "/nowhere";
        folder.Write("names.sh", Script);
        folder.Write($"project/inventories/{Environment}/hosts.yml", "all:\n  hosts:\n    localhost:\n      ansible_connection: local\n");
        folder.Write($"project/inventories/{Environment}/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: {{Environment}}
            tier: nonprod
            phases:
              bootstrap:
                steps:
                  - { id: terraform, module: lab/seen/terraform }
                  - { id: packer, module: lab/seen/packer }
                  - { id: ansible, module: lab/seen/ansible }

            """);
    }

    public void Dispose()
    {
        somebody.Dispose();
        folder.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_tool_sees_exactly_what_is_explained()
    {
        AddModules();
        await StoreAsync("APP_PASSWORD", "OTHER_PASSWORD", "NEVER_NAMED");

        var run = await somebody.HyopsAsync("run", "bootstrap", "--env", Environment, "--no-install", "--project", somebody.Project);

        run.Is(0);
        await IsAsExplainedAsync("terraform", secrets: ["APP_PASSWORD", "TF_VAR_password"], never: ["OTHER_PASSWORD"]);
        await IsAsExplainedAsync("packer", secrets: ["OTHER_PASSWORD", "PKR_VAR_password"], never: ["APP_PASSWORD"]);
        await IsAsExplainedAsync("ansible", secrets: ["APP_PASSWORD", "OTHER_PASSWORD"], never: ["TF_VAR_password"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task It_is_explained_without_a_password_and_in_words()
    {
        AddModules();

        var run = await somebody.HyopsAsync("run", "bootstrap", "--env", Environment, "--project", somebody.Project, "--explain-env", "terraform");

        run.Is(0, "terraform (lab/seen/terraform): terraform starts with nothing but these", "APP_PASSWORD", "the bundle", "the contract's required_env names it", "password_env names APP_PASSWORD", "on the list of what every tool may see");
        Assert.False(Directory.Exists(somebody.At("logs", Environment)));
        Assert.False(Directory.Exists(somebody.At("work", Environment)) && Directory.EnumerateFileSystemEntries(somebody.At("work", Environment)).Any());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_step_that_is_not_there_is_told()
    {
        AddModules();

        var run = await somebody.HyopsAsync("run", "bootstrap", "--env", Environment, "--project", somebody.Project, "--explain-env", "terrafrom");

        run.Is(2, "bootstrap of seen has no step 'terrafrom'", "its steps are terraform, packer, ansible");
    }

    private async Task IsAsExplainedAsync(string step, string[] secrets, string[] never)
    {
        var explained = await somebody.HyopsAsync("run", "bootstrap", "--env", Environment, "--project", somebody.Project, "--explain-env", step, "--json");
        explained.Is(0);
        var variables = JsonNode.Parse(explained.Output)!["variables"]!.AsArray();
        var seen = (await File.ReadAllLinesAsync(folder.At($"seen by {step}"), TestContext.Current.CancellationToken)).Where(line => line.Length > 0).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(variables.Select(variable => (string)variable!["name"]!).Order(StringComparer.Ordinal), seen);
        Assert.Equal(secrets.Append("HYOPS_CANARY").Order(StringComparer.Ordinal), variables.Where(variable => (bool)variable!["secret"]!).Select(variable => (string)variable!["name"]!).Order(StringComparer.Ordinal));
        Assert.Empty(seen.Intersect([.. never, "NEVER_NAMED", "GITHUB_TOKEN", "TF_LOG"]));
    }

    private async Task StoreAsync(params string[] keys)
    {
        folder.Write("password", "correct horse battery staple\n");
        File.SetUnixFileMode(folder.At("password"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        somebody.Variables["HYOPS_VAULT_PASSWORD_FILE"] = folder.At("password");
        foreach (var key in keys)
        {
            (await somebody.ShellAsync($"printf %s 'a-value-of-{key}-0123456789' | '{Hosts.Hyops}' secrets set --env {Environment} {key}=-")).Is(0);
        }
    }

    private void AddModules()
    {
        var look = $"sh '{folder.At("names.sh")}' '{folder.FullPath}/seen by";
        Add("terraform", "iac/terraform", "terraform/main.tf", "APP_PASSWORD", $$"""
            variable "password" {
              type      = string
              ephemeral = true
            }
            resource "terraform_data" "look" {
              provisioner "local-exec" { command = "{{look}} terraform'" }
            }
            """);
        Add("packer", "images/packer", "packer/image.pkr.hcl", "OTHER_PASSWORD", $$"""
            variable "password" { type = string }
            variable "manifest_path" { type = string }
            source "null" "image" { communicator = "none" }
            build {
              sources = ["source.null.image"]
              provisioner "shell-local" { inline = ["{{look}} packer'"] }
              post-processor "manifest" { output = var.manifest_path }
            }
            """);
        Add("ansible", "config/ansible", "ansible/playbook.yml", "APP_PASSWORD, OTHER_PASSWORD", $$"""
            - name: Look
              hosts: all
              gather_facts: false
              tasks:
                - name: Look
                  ansible.builtin.shell: "{{look}} ansible'"
                  changed_when: false
            """);
    }

    private void Add(string name, string driver, string file, string keys, string content)
    {
        folder.Write($"project/modules/lab/seen/{name}/spec.yml", $$"""
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "lab/seen/{{name}}"
            metadata: { title: "A test", description: "A test" }
            requirements: { credentials: [] }
            inputs:
              defaults:
                required_env: [{{keys}}]
                password_env: "{{keys.Split(',')[0]}}"
            execution: { driver: "{{driver}}" }
            dependencies: []
            outputs: { publish: [] }
            probes: []
            constraints: []

            """);
        folder.Write($"project/modules/lab/seen/{name}/{file}", content);
    }
}
