using System.Diagnostics;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing.TerraformProviders;

namespace HyOps.Cli.Tests.Plans;

/// <summary>A sealed plan applies to what it was made for, and to nothing else.</summary>
public sealed class BoundPlanTests
{
    private const string Environment = "inventories/local/environment.yml";
    private const string NetSpec = "modules/core/test/net/spec.yml";
    private const string Inputs = "inventories/local/inputs/net.yml";

    [Fact(Timeout = 180_000)]
    public async Task Each_part_that_differs_is_named_and_nothing_is_started()
    {
        using var project = await PlanProject.CreateAsync();
        var id = await project.PlannedAsync();

        await RefusedAsync("the inputs of step net changed: cidr", () => project.Edit(Inputs, PlanProject.Value, "10.1.1.0/24"));
        await RefusedAsync("the files of the stack of step net changed", () => project.EditStack("output \"lan_id\"", "# edited\noutput \"lan_id\""));
        await RefusedAsync("files below modules/ or inventories/ that differ from the commit changed (clean when the plan was made, 1 file", () => project.Folder.Write("modules/README.md", "new"));
        await RefusedAsync("the contract (spec.yml) of step net changed", () => project.Edit(NetSpec, "execution:", "metadata: { title: \"t\", description: \"d\" }\nexecution:"));
        await RefusedAsync("environment.yml changed", () => project.Edit(Environment, "max_destroy: 0", "max_destroy: 1"));
        await RefusedAsync("the steps are net, the plan was made for net, app", () => project.CutApp());
        await project.CallAsync("secrets", "set", "DB_PASSWORD=another-secret-9876543210");
        await RefusedAsync("secrets of step net changed: DB_PASSWORD", () => { });
        await project.CallAsync("secrets", "set", $"DB_PASSWORD={PlanProject.Secret}");
        var expired = await project.InAsync(project.World.Surroundings() with { Clock = new LaterClock(TimeSpan.FromHours(25)) }, "run", "bootstrap", "--no-install", "--apply-plan", id, "--approve", "x");
        Assert.Contains("the plan expired at ", expired.Error, StringComparison.Ordinal);
        var tools = project.Folder.WriteScript("tools/terraform", $"case \"$*\" in version*) echo 'Terraform v1.11.3';; *) exec '{ProgramOnPath("terraform")}' \"$@\";; esac");
        var path = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = $"{Path.GetDirectoryName(tools)}:{System.Environment.GetEnvironmentVariable("PATH")}" };
        var older = await project.InAsync(project.World.Surroundings(path), "run", "bootstrap", "--no-install", "--apply-plan", id, "--approve", "x");
        Assert.Contains("step net: its tool is terraform 1.11.3, the plan was made with terraform 1.11.4", older.Error, StringComparison.Ordinal);
        project.Commit();
        var committed = await project.ApplyAsync(id);
        Assert.Contains("the commit is ", (string?)committed.Json["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal("", project.StateText);
        project.Git("reset", "-q", "--hard", "HEAD~1");
        Assert.Equal(0, (await project.ApplyAsync(id)).ExitCode);

        async Task RefusedAsync(string expected, Action change)
        {
            change();
            var refused = await project.ApplyAsync(id);
            project.Git("checkout", "-q", "--", "modules", "inventories");
            project.Git("clean", "-q", "-fd", "modules", "inventories");
            Assert.True(refused.ExitCode == 13, refused.Error + refused.Output);
            Assert.Contains($"- {expected}", (string?)refused.Json["error"]!["message"], StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_environments_phases_or_roots_plan_is_refused()
    {
        using var project = await PlanProject.CreateAsync();
        var id = await project.PlannedAsync();
        var other = project.Folder.CreateFolder("home/.hybridops/envs/local-two/plans");
        File.Copy(project.SealedFile, Path.Combine(other, Path.GetFileName(project.SealedFile)));
        File.Copy(Path.Combine(project.Root, "vault", "local.password"), Path.Combine(project.Folder.CreateFolder("home/.hybridops/envs/local-two/vault"), "local.password"));
        var moved = project.Folder.At("moved");
        CopyFolder(project.Root, moved);

        var environment = await project.ApplyAsync(id, "--env", "local-two");
        var phase = await project.CallAsync("run", "steady-state", "--apply-plan", id, "--approve", "x");
        var root = await project.ApplyAsync(id, "--env", "local", "--root", moved);
        var missing = await project.ApplyAsync("00000000");

        Assert.Equal((13, 13, 13, 2), (environment.ExitCode, phase.ExitCode, root.ExitCode, missing.ExitCode));
        Assert.Contains("was made for the environment local, and this run is of local-two", (string?)environment.Json["error"]!["message"], StringComparison.Ordinal);
        Assert.Contains("was made for the phase bootstrap, and this run is of steady-state", phase.Error, StringComparison.Ordinal);
        Assert.Contains($"- the runtime root is {moved}", (string?)root.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_changed_a_cut_and_a_foreign_file_start_nothing()
    {
        using var project = await PlanProject.CreateAsync();
        var id = await project.PlannedAsync();
        var whole = await File.ReadAllBytesAsync(project.SealedFile, TestContext.Current.CancellationToken);
        var changed = whole.ToArray();
        changed[^40] ^= 1;

        var (tampered, cut, foreign) = (await WithAsync(changed), await WithAsync(whole[..^1]), await WithAsync("PK"u8.ToArray()));
        await File.WriteAllTextAsync(Path.Combine(project.Root, "vault", "local.password"), "another-password\n", TestContext.Current.CancellationToken);
        var wrong = await WithAsync(whole, "plans", "show", id);

        Assert.Equal((13, 13, 13, 21), (tampered.ExitCode, cut.ExitCode, foreign.ExitCode, wrong.ExitCode));
        Assert.Contains("its seal does not fit", tampered.Error, StringComparison.Ordinal);
        Assert.Contains("is cut short", cut.Error, StringComparison.Ordinal);
        Assert.Contains("no sealed plan", foreign.Error, StringComparison.Ordinal);
        Assert.Contains("the vault password is another one", wrong.Error, StringComparison.Ordinal);
        Assert.Equal("", project.StateText);

        Task<Called> WithAsync(byte[] bytes, params string[] args)
        {
            File.WriteAllBytes(project.SealedFile, bytes);
            return project.CallAsync(args.Length > 0 ? args : ["run", "bootstrap", "--no-install", "--apply-plan", id, "--approve", "x"]);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task What_changed_behind_Terraforms_back_refuses_the_plan_where_it_is_guarded_and_is_told_where_not()
    {
        await using var provider = await ThingsProvider.StartAsync();
        using var project = await PlanProject.CreateAsync();
        project.CutApp();
        project.Edit(Environment, "max_destroy: 0", "protect: [things_thing.vault]");
        project.EditStack("variable \"cidr\"", $$"""
            {{ThingsProvider.Required}}
            resource "things_thing" "vault" {
              name = "vault"
              size = "1"
            }
            resource "things_thing" "other" { name = "other" }
            variable "cidr"
            """);
        var tools = project.Folder.WriteScript("tools/terraform", $"TF_REATTACH_PROVIDERS='{provider.Reattach}' exec '{ProgramOnPath("terraform")}' \"$@\"");
        var surroundings = project.World.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = $"{Path.GetDirectoryName(tools)}:{System.Environment.GetEnvironmentVariable("PATH")}" });
        await project.InAsync(surroundings, "run", "bootstrap", "--no-install");
        project.Edit(Inputs, PlanProject.Value, "10.1.1.0/24");
        var planned = await project.InAsync(surroundings, "run", "bootstrap", "--no-install", "--plan-only", "--json");
        var id = (string)planned.Json["plan"]!["plan_id"]!;
        var before = project.StateText;

        provider.Change("vault", "size", "9");
        var refused = await project.InAsync(surroundings, "run", "bootstrap", "--no-install", "--apply-plan", id, "--approve", "x", "--json");
        provider.Change("vault", "size", "1");
        provider.Change("other", "size", "9");
        var afterRefusal = project.StateText;
        var applied = await project.InAsync(surroundings, "run", "bootstrap", "--no-install", "--apply-plan", id, "--approve", "x");

        Assert.Equal((13, 0), (refused.ExitCode, applied.ExitCode));
        Assert.Contains("- step net: things_thing.vault was changed outside of Terraform since the plan was made (size), and guardrails.protect names it\nNothing was changed", (string?)refused.Json["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(before, afterRefusal);
        Assert.Contains("things_thing.other was changed outside of Terraform since the plan was made (size); the plan does not touch it", applied.Output + applied.Error, StringComparison.Ordinal);
        Assert.Contains("10.1.1.0/24", project.StateText, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_while_it_plans_it_leaves_no_plan_that_the_next_run_does_not_remove()
    {
        using var project = await PlanProject.CreateAsync();
        var pid = project.Folder.At("pid");
        var tool = project.Folder.WriteScript("tools/terraform", $"case \"$*\" in show*) echo $$ > '{pid}.tmp'; mv '{pid}.tmp' '{pid}'; exec sleep 300;; *) exec '{ProgramOnPath("terraform")}' \"$@\";; esac");
        var path = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = $"{Path.GetDirectoryName(tool)}:{System.Environment.GetEnvironmentVariable("PATH")}" };
        using var process = Hyops.Start(project.Folder, path, "run", "bootstrap", "--no-install", "--plan-only");
        process.StandardInput.Close();
        while (!File.Exists(pid))
        {
            Assert.False(process.HasExited);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        using (var kill = Process.Start("kill", ["-9", (await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken)).Trim()]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var left = Directory.GetFiles(Path.Combine(project.Root, "work"), "*.tfplan", SearchOption.AllDirectories);
        var next = await project.PlanAsync();

        Assert.NotEmpty(left);
        Assert.Equal(0, next.ExitCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(project.Root, "work"), "*", SearchOption.AllDirectories));
        Assert.Single(Directory.GetFiles(Path.Combine(project.Root, "plans")));
    }

    private static string ProgramOnPath(string program) =>
        System.Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);

    private static void CopyFolder(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", from, to]);
        copy.WaitForExit();
    }
}
