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
}
