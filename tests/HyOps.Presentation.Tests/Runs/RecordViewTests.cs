using HyOps.Core.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Runs;

public sealed class RecordViewTests
{
    [Fact]
    public void A_record_tells_the_source_and_version_of_each_secret_and_which_rules_were_set_aside()
    {
        const string id = "steady-state-20260105T093000Z-0a1b2c3d";
        var record = new RunRecord
        {
            RunId = id,
            Verb = "steady-state",
            Environment = "site",
            Tier = "nonprod",
            Operator = "alice",
            Host = "runner-1",
            HyopsVersion = "1.2.3",
            Started = new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero),
            DurationMs = 4200,
            ExitCode = 0,
            Guardrails = [new("source-of-phase", true, "steady-state takes its secrets from azure-key-vault https://site.vault.azure.net/")],
            Overrides = [new("allow-shell", ["SITE_TOKEN"], "INC-4711: the token is being rotated")],
            Authority = new("azure-key-vault", "https://site.vault.azure.net/", id),
            Secrets =
            [
                new("APP_DB_PASSWORD", "azure-key-vault", "00112233aabbccdd", ["app"]) { AuthorityName = "app-db-password", Version = "5f0c8f1b2d3e4f5061728394a5b6c7d8" },
                new("SITE_TOKEN", "shell", "ddccbbaa33221100", ["app", "edge"]),
            ],
            Events = new RecordedChain(12, EventChain.Beginning),
        };
        using var text = new StringWriter();

        var evidence = new RecordVerification
        {
            Id = RunId.TryParse(id, out var known) ? known : throw new InvalidOperationException(),
            Directory = "/home/alice/.hybridops/envs/site/logs/steady-state/" + id,
            State = RecordState.Intact,
            Events = 12,
            Files = 5,
            SignedBy = "signed with ssh-keygen ~/.ssh/id_ed25519",
        };
        RecordView.Write(new Screen(text, Color: false, null), evidence, record);

        Golden.Matches("record.txt", text.ToString());
    }

    [Fact]
    public void A_record_tells_what_each_plan_was_judged_by()
    {
        var plan = new RecordedPlan
        {
            Replaced = 1,
            Deleted = 2,
            Unknown = 1,
            Rules = 2,
            Findings =
            [
                new("refused", "max-destroy", "terraform_data.c[\"k\"]", null, "delete", "nobody named it"),
                new("warned", "rule", "terraform_data.b", "input.port", "replace", "input.port equals '22': no shell from outside (rule environment.yml(9,7))"),
                new("allowed", "allow-destroy", "terraform_data.a", null, "delete", "named with --allow-destroy"),
            ],
        };
        var record = new RunRecord
        {
            RunId = "bootstrap-20260105T093000Z-0a1b2c3d",
            Verb = "bootstrap",
            Action = "destroy",
            Environment = "site",
            Operator = "alice",
            Host = "runner-1",
            HyopsVersion = "1.2.3",
            Started = new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero),
            DurationMs = 4200,
            ExitCode = 13,
            Overrides = [new("allow-destroy", ["network:terraform_data.a"], "CHG-17: it moves")],
            Steps = [new RecordedStep { Id = "network", Module = "core/local/network", Tool = "terraform 1.11.4", Outcome = "refused", Summary = "1 to add, 0 to change, 3 to destroy", Plan = plan }],
            Events = new RecordedChain(3, EventChain.Beginning),
        };
        Golden.Matches("record-destroy.txt", Shown(record));
    }

    private static string Shown(RunRecord record)
    {
        using var text = new StringWriter();

        var evidence = new RecordVerification
        {
            Id = RunId.TryParse(record.RunId, out var known) ? known : throw new InvalidOperationException(),
            Directory = "/home/alice/.hybridops/envs/site/logs/bootstrap/" + record.RunId,
            State = RecordState.Intact,
            Events = 3,
            Files = 1,
        };
        RecordView.Write(new Screen(text, Color: false, null), evidence, record);

        return text.ToString();
    }
}
