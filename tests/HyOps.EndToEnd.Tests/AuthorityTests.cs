using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Testing.KeyVault;

namespace HyOps.EndToEnd.Tests;

/// <summary>Steady state from an Azure Key Vault on loopback.</summary>
public sealed partial class AuthorityTests(Vaulted machine) : IClassFixture<Vaulted>
{
    private const string Password = "APP_DB_PASSWORD";

    private Operator Somebody => machine.Somebody;

    [Fact]
    public void A_bootstrap_seeds_the_vault_at_its_end()
    {
        machine.Bootstrap.Is(0, "bootstrap of local-akv: done", "2 created");

        var record = RecordOf(machine.Bootstrap);

        Assert.Equal(["created", "created"], record["seeded"]!.AsArray().Select(seed => (string?)seed!["outcome"]));
        Assert.All(record["secrets"]!.AsArray(), secret => Assert.Equal("bundle", (string?)secret!["source"]));
        Assert.Equal(32, machine.OfTheBundle.Length);
    }

    [Fact]
    public void Steady_state_gives_the_app_the_value_of_the_vault_and_not_of_the_bundle()
    {
        machine.First.Is(0, "steady-state of local-akv: done");

        Assert.True(Fits(Vaulted.Rotated));
        Assert.False(Fits(machine.OfTheBundle));
    }

    [Fact]
    public void A_second_run_finds_everything_unchanged() => machine.Second.Is(0, "steady-state of local-akv: unchanged");

    [Fact]
    public void The_record_has_source_name_and_version_of_each_secret()
    {
        var record = RecordOf(machine.Second);

        var secret = record["secrets"]!.AsArray().Single(secret => (string?)secret!["name"] == Password)!;
        Assert.Equal("azure-key-vault", (string?)secret["source"]);
        Assert.Equal("app-db-password", (string?)secret["authority_name"]);
        Assert.Contains(machine.Vault.Secrets.Versions("app-db-password"), one => one.Value == Vaulted.Rotated && one.Version == (string?)secret["version"]);
        Assert.Equal(machine.Vault.Address.AbsoluteUri, (string?)record["authority"]!["address"]);
        Assert.Contains(record["guardrails"]!.AsArray(), verdict => (string?)verdict!["guardrail"] == "challenge-verified" && ((string?)verdict["reason"])!.StartsWith("off for ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rotation_ends_by_itself_as_the_apps_probe_proves_the_new_version()
    {
        machine.Rotation.Is(0, "APP_API_TOKEN", "probe");

        var versions = machine.Vault.Secrets.Versions("app-api-token").OrderBy(one => one.Created).ToList();
        Assert.Equal([false, true], versions.Select(one => one.Enabled));
        Assert.True(Fits(versions[1].Value, "api_token=APP_API_TOKEN"));
        Assert.False(Fits(versions[0].Value, "api_token=APP_API_TOKEN"));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_apps_probe_denies_another_value_and_an_empty_root()
    {
        var probe = $"{RepositoryRoot.FullPath}/modules/platform/local/app/probes/verifier.py";
        var root = Somebody.At("", VaultProject.Environment);

        var right = await Somebody.ShellAsync($"APP_DB_PASSWORD={Vaulted.Rotated} HYOPS_SECRET_KEY=APP_DB_PASSWORD HYOPS_RUNTIME_ROOT='{root}' '{probe}'");
        var stale = await Somebody.ShellAsync($"APP_DB_PASSWORD=stale HYOPS_SECRET_KEY=APP_DB_PASSWORD HYOPS_RUNTIME_ROOT='{root}' '{probe}'");
        var empty = await Somebody.ShellAsync($"APP_DB_PASSWORD={Vaulted.Rotated} HYOPS_SECRET_KEY=APP_DB_PASSWORD HYOPS_RUNTIME_ROOT=/nowhere '{probe}'");

        Assert.Equal((0, 1, 1), (right.ExitCode, stale.ExitCode, empty.ExitCode));
        Assert.Contains("no service below /nowhere is configured with APP_DB_PASSWORD", empty.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(RepositoryRoot.FullPath, "modules/platform/local/app/ansible/files/__pycache__")));
    }

    [Fact]
    public void The_vault_s_log_knows_the_run_by_its_id()
    {
        // A GUID, as Azure wants it: date and time of the run, and the run's own digits.
        var id = (string)RecordOf(machine.First)["run_id"]!;

        Assert.Contains(machine.Vault.Requests.ForSecrets, request => request.ClientRequestId is { } correlation
            && correlation.StartsWith(id[^25..^17], StringComparison.Ordinal) && correlation.Contains(id[^8..], StringComparison.Ordinal));
    }

    [Fact]
    public void No_value_is_anywhere_but_in_bundle_and_vault()
    {
        var values = machine.Vault.Secrets.Current.Select(one => one.Value).Append(machine.OfTheBundle).Append(machine.Vault.Options.ClientSecret).Distinct().ToList();
        var secrets = MaskSet.Of([.. values.Select(SecretValue.From)]);

        var files = Directory.GetFiles(Somebody.Folder.FullPath, "*", SearchOption.AllDirectories).Where(file => secrets.Holds(File.ReadAllBytes(file)));

        Assert.Equal(4, values.Count);
        Assert.Empty(files);
        Assert.False(secrets.Holds(machine.Bootstrap.All + machine.First.All + machine.Second.All + machine.Rotation.All));
    }

    [Fact(Timeout = 120_000)]
    public async Task Everything_that_the_vault_does_not_give_is_told_at_once_and_nothing_starts()
    {
        var version = machine.Vault.Secrets.Find("app-api-token")!.Version;
        machine.Vault.Secrets.Change("app-api-token", version, one => one with { Enabled = false });
        var names = machine.Vault.Secrets.Find("app-db-password")!;
        machine.Vault.Secrets.Change("app-db-password", names.Version, one => one with { Expires = DateTimeOffset.UnixEpoch.AddYears(50) });
        try
        {
            var run = await machine.RunAsync("steady-state");

            run.Is(21, "APP_API_TOKEN (app-api-token)", "disabled", "APP_DB_PASSWORD (app-db-password)", "expired", "next: ");
            Assert.DoesNotContain("terraform apply", run.All, StringComparison.Ordinal);
            Assert.Empty(RecordOf(Somebody)["steps"]!.AsArray());
        }
        finally
        {
            machine.Vault.Secrets.Change("app-api-token", version, one => one with { Enabled = true });
            machine.Vault.Secrets.Change("app-db-password", names.Version, one => one with { Expires = null });
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_client_secret_is_told_with_its_fix()
    {
        await machine.SignInAsync("not-the-one-that-was-issued-1234");
        try
        {
            var run = await machine.RunAsync("steady-state");

            run.Is(21, "AZURE_CLIENT_SECRET", "next: ", "--secrets-from bundle --reason TEXT: this one run, only while it is down");
            Assert.DoesNotContain("not-the-one", run.All, StringComparison.Ordinal);
        }
        finally
        {
            await machine.SignInAsync(machine.Vault.Options.ClientSecret);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task An_override_needs_a_reason_and_a_meaning()
    {
        var silent = await machine.RunAsync("steady-state", "--secrets-from", "bundle");
        var bootstrap = await machine.RunAsync("bootstrap", "--secrets-from", "bundle", "--reason", "why not");

        silent.Is(2, "no reason is given", "--reason");
        bootstrap.Is(2, "bootstrap takes its secrets from the bundle anyway");
    }

    private static JsonNode RecordOf(Ended run) => JsonNode.Parse(File.ReadAllText(Path.Combine(RecordLine().Match(run.Output).Groups[1].Value, "record.json")))!;

    private static JsonNode RecordOf(Operator somebody) =>
        JsonNode.Parse(File.ReadAllText(Directory.GetFiles(somebody.At("logs/steady-state", VaultProject.Environment), "record.json", SearchOption.AllDirectories).OrderBy(File.GetLastWriteTimeUtc).Last()))!;

    // As the app does at its start: with the value in its environment, against the verifiers that the run installed.
    private bool Fits(string value, string field = $"db_password={Password}")
    {
        var verifiers = Directory.GetFiles(Somebody.At("apps", VaultProject.Environment), "verifiers.json", SearchOption.AllDirectories).Single();
        var script = Path.Combine(RepositoryRoot.FullPath, "modules/platform/local/app/ansible/files/verifiers.py");
        var start = new ProcessStartInfo("python3", [script, "prove", verifiers, field]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[field.Split('=')[1]] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    [GeneratedRegex("^record  (.+)$", RegexOptions.Multiline)]
    private static partial Regex RecordLine();
}
