namespace HyOps.EndToEnd.Tests;

/// <summary>Plans of all three tools, made, approved and applied with the build host; and one whose applier is killed.</summary>
public sealed class SealedPlanTests : IDisposable
{
    private readonly Lab lab = new();
    private readonly Operator somebody;

    public SealedPlanTests()
    {
        somebody = new Operator(lab.Project);
        somebody.Variables["HYOPS_VAULT_PASSWORD_COMMAND"] = "echo the-password-of-a-test";
    }

    public void Dispose()
    {
        somebody.Dispose();
        lab.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_of_three_tools_is_reviewed_and_applied_once_with_the_build_host()
    {
        WriteThree();
        string[] steadyState = ["--target", "SteadyState", "--env", "three", "--no-install"];

        var planned = await somebody.BuildAsync([.. steadyState, "--plan-only"]);
        var id = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(somebody.At("plans", "three"))));
        var changedByPlanning = Directory.Exists(somebody.At("state/modules", "three"));
        WriteHosts("localhost2");
        var elsewhere = await somebody.HyopsAsync("run", "steady-state", "--env", "three", "--no-install", "--project", lab.Project, "--apply-plan", id, "--approve", "R. Meyer");
        WriteHosts("localhost");
        var applied = await somebody.BuildAsync([.. steadyState, "--apply-plan", id[^8..], "--approve", "R. Meyer"]);
        var again = await somebody.BuildAsync([.. steadyState, "--apply-plan", id, "--approve", "R. Meyer"]);

        planned.Is(
            0, "image  lab/three/image, packer ", ": would build: no artifact yet", "+ terraform_data.net  (create)",
            "policy, warning: terraform_data.net (create): Tell the network team (rule inventories/three/environment.yml(7,7))",
            "runs its playbook, which cannot be planned", $"hyops run steady-state --env three --apply-plan {id} --approve \"NAME\"");
        Assert.False(changedByPlanning);
        elsewhere.Is(13, "- the inventory changed, which step hosts runs on", "Nothing was changed");
        applied.Is(0, "approved by R. Meyer", "3 steps: 3 changed");
        again.Is(13, $"plan {id} was applied at ", "approved by R. Meyer: a plan is good for once. Nothing was started");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_whose_applier_is_killed_is_used_up_and_its_plain_text_is_gone_with_the_next_command()
    {
        var options = new[] { "run", "bootstrap", "--env", Lab.Terraform, "--no-install", "--project", lab.Project };
        (await somebody.HyopsAsync([.. options, "--plan-only"])).Is(0);
        var id = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(somebody.At("plans", Lab.Terraform))));
        using var applying = somebody.Start(Hosts.Hyops, [.. options, "--apply-plan", id, "--approve", "R. Meyer"]);
        await lab.WaitUntilBusyAsync(Lab.Terraform);

        await applying.KillAsync("KILL");
        await Operator.EndAsync(applying);
        await LeftoversEndAsync();
        var inTheClear = Directory.GetFiles(somebody.At("work", Lab.Terraform), "*.tfplan", SearchOption.AllDirectories);
        var again = await somebody.HyopsAsync([.. options, "--apply-plan", id, "--approve", "R. Meyer"]);
        var left = Directory.GetFiles(somebody.At("work", Lab.Terraform), "*", SearchOption.AllDirectories);
        var listed = await somebody.HyopsAsync("plans", "list", "--env", Lab.Terraform, "--project", lab.Project);

        again.Is(13, $"plan {id} was being applied by run bootstrap-", "which did not come to its end: part of it may be done. Nothing was started", "hyops runs show bootstrap-", "make a new plan");
        Assert.Single(inTheClear);
        Assert.Empty(left);
        Assert.Empty(Directory.GetFiles(somebody.At("plans", Lab.Terraform), "*.sealed"));
        listed.Is(0, "begun by bootstrap-", "which did not come to its end");
    }

    private async Task LeftoversEndAsync()
    {
        while (Processes.Below(lab.Project, somebody.Home).Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private void WriteThree()
    {
        WriteModule("image", "images/packer", "packer/image.pkr.hcl", """
            variable "manifest_path" { type = string }
            source "null" "image" { communicator = "none" }
            build {
              sources = ["source.null.image"]
              post-processor "manifest" { output = var.manifest_path }
            }
            """);
        WriteModule("net", "iac/terraform", "terraform/main.tf", "resource \"terraform_data\" \"net\" { input = \"a net\" }\n");
        WriteModule("hosts", "config/ansible", "ansible/playbook.yml", "- hosts: all\n  gather_facts: false\n  tasks:\n    - ansible.builtin.command: \"true\"\n");
        WriteHosts("localhost");
        lab.Write("inventories/three/environment.yml", """
            api_version: hybridops/v1
            kind: Environment
            name: three
            tier: local
            guardrails:
              rules:
                - { resource: terraform_data, action: create, verdict: warn, reason: "Tell the network team" }
            phases:
              steady-state:
                steps:
                  - { id: image, module: lab/three/image }
                  - { id: net, module: lab/three/net }
                  - { id: hosts, module: lab/three/hosts, needs: [image, net] }

            """);
    }

    private void WriteHosts(string host) => lab.Write("inventories/three/hosts.yml", $"all:\n  hosts:\n    {host}:\n      ansible_connection: local\n");

    private void WriteModule(string name, string driver, string file, string content)
    {
        lab.Write($"modules/lab/three/{name}/spec.yml", $$"""
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "lab/three/{{name}}"
            metadata: { title: "A test", description: "A test" }
            inputs: { defaults: { required_env: [] } }
            execution: { driver: "{{driver}}" }
            outputs: { publish: [] }

            """);
        lab.Write($"modules/lab/three/{name}/{file}", content);
    }
}
