using System.Globalization;
using System.Text;
using HyOps.Core;
using HyOps.Core.Runs;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Report.Tests;

/// <summary>Runs of several kinds.</summary>
internal static class Samples
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Bold = "\u001b[1m";
    private const string Off = "\u001b[0m";

    /// <summary>A recovery of which a step failed: every section of the report has something to say.</summary>
    public static RunReading Failing(string logs) => new SampleRun(logs, "dr")
        .With(record => record with
        {
            Overrides = [new("secrets-from", ["break-glass"], "INC-4711: the primary site is down, runbook dr-break-glass"), new("allow-shell", ["DNS_TOKEN"], "INC-4711: the registrar gave a new token an hour ago")],
            Secrets =
            [
                new("APP_DB_PASSWORD", "bundle", "5b1f0c22a97de310", ["database", "app-config"]),
                new("DNS_TOKEN", "shell", "ddccbbaa33221100", ["cutover"]),
                new("PG_BACKUP_KEY", "azure-key-vault", "00112233aabbccdd", ["database"]) { AuthorityName = "pg-backup-key", Version = "5f0c8f1b2d3e4f5061728394a5b6c7d8" },
            ],
            Git = record.Git! with { Dirty = true },
        })
        .Step("image", "unchanged", "the image is as its sources", 1.4, 0.8, output: "image-4f1c.qcow2: digest matches\n")
        .Step("network", "changed", "3 added, 1 changed", 1.4, 24.2, output: Terraform("network"))
        .Step("storage", "changed", "2 added", 1.5, 9.1, output: Terraform("storage"))
        .Step("vm-db", "changed", "2 added", 25.7, 41.3, "image network storage", output: Terraform("vm-db"))
        .Step("vm-app", "changed", "2 added", 25.8, 33.0, "image network", output: Terraform("vm-app"))
        .Step("database", "failed", "promotion failed", 67.1, 88.4, "vm-db",
            "the replica refused the promotion: its timeline is behind the archive\nnext: 'hyops run dr --env drill --resume' after the archive is restored (runbook step 7)",
            Terraform("database"), $"{Red}{Bold}Error:{Off} {Red}promotion of replica db-2 refused{Off}\n\n  on main.tf line 41, in resource \"pg_promotion\" \"replica\":\n  41: resource \"pg_promotion\" \"replica\" {{\n\nFATAL: requested timeline 7 is not a child of this server's history\n")
        .Step("app-config", "not-run", "", 0, 0, "database vm-app", "database failed, which it needs")
        .Step("cutover", "not-run", "", 0, 0, "app-config", "app-config did not run, which it needs")
        .Write(ExitCode.ToolFailed);

    /// <summary>A run that was interrupted and ended in order.</summary>
    public static RunReading Interrupted(string logs) => new SampleRun(logs) { Interrupt = 19 }
        .With(record => record with { Error = new RecordedError("interrupted by SIGINT while network was running", "run the same again: what was done stays done") })
        .Step("image", "changed", "image built", 1.4, 12, output: "built image-77aa.qcow2\n")
        .Step("network", "interrupted", "stopped by the interrupt; state saved, lock free", 2, 21.5, output: Terraform("network"), errors: "Interrupt received.\nPlease wait for Terraform to exit or data loss may occur.\nGracefully shutting down...\n")
        .Step("app-config", "not-run", "", 0, 0, "image network", "the run was interrupted")
        .Write(ExitCode.Interrupted);

    /// <summary>A run that was killed: its record has no end.</summary>
    public static RunReading Killed(string logs) => new SampleRun(logs) { Killed = true }
        .Step("image", "unchanged", "the image is as its sources", 1.4, 2)
        .Step("network", StepReading.NoEnd, "", 3.5, 30, "image", output: Terraform("network"))
        .Step("app-config", "not-run", "", 0, 0, "network")
        .Write(ExitCode.Ok);

    /// <summary>A run that a guardrail refused before any step.</summary>
    public static RunReading Refused(string logs) => new SampleRun(logs, "dr")
        .With(record => record with
        {
            Guardrails = [new("environment-named", true, "--env drill names the environment"), new("mutating-plane", false, "drill may be changed from runner-local only, and this is workstation-direct")],
            Error = new RecordedError("refused: drill may be changed from runner-local only, and this is workstation-direct", "run it on a runner, or set execution_plane in inventories/drill/environment.yml"),
        })
        .Write(ExitCode.Refused);

    /// <summary>One step, which succeeded.</summary>
    public static RunReading OneStep(string logs) => new SampleRun(logs, "steady-state", "local")
        .Step("app", "unchanged", "no changes", 1.4, 4.2, output: "No changes. Your infrastructure matches the configuration.\n")
        .Write(ExitCode.Ok);

    /// <summary>A run of many steps with arrows of all lengths.</summary>
    public static RunReading Many(string logs, int count, Func<int, string>? output = null)
    {
        string[] kinds = ["network", "storage", "image", "vm", "dns", "config", "backup", "monitoring"];
        var run = new SampleRun(logs);
        var ends = new double[count];
        for (var i = 0; i < count; i++)
        {
            // Each needs one that is a row before it, some also one from far back; fixed numbers, so that the picture is the same each time.
            int[] needs = i < 5 ? [] : i % 7 == 0 ? [i - 5, i / 3] : [i - 5 + (i * 7 % 3)];
            var start = needs.Length == 0 ? 1.4 + (i * 0.1) : needs.Max(need => ends[need]) + 0.2;
            var seconds = 2 + (i * 37 % 23);
            ends[i] = start + seconds;
            run.Step(Name(i), i % 3 == 0 ? "unchanged" : "changed", i % 3 == 0 ? "no changes" : $"{1 + (i % 4)} added", start, seconds, string.Join(' ', needs.Select(Name)), output: output?.Invoke(i) ?? $"step {i} says hello\n");
        }

        return run.Write(ExitCode.Ok);

        string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"{kinds[i * 5 % kinds.Length]}-{i:00}");
    }

    private static string Terraform(string name)
    {
        var text = new StringBuilder("Terraform used the selected providers to generate the following execution plan.\nResource actions are indicated with the following symbols:\n");
        for (var i = 0; i < 60; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Green}  +{Off} resource \"terraform_data\" \"{name}_{i}\" {{\n");
            text.Append(CultureInfo.InvariantCulture, $"      {Green}+{Off} input  = \"10.20.{i}.0/24\"\n    }}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{Bold}Plan:{Off} 60 to add, 0 to change, 0 to destroy.\nterraform_data.{name}_0: Creating...\nterraform_data.{name}_0: Creation complete after 1s\n").ToString();
    }
}
