using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight;

namespace HyOps.Engine.Tests.Preflight;

/// <summary>Each phase's values come from where its run would take them.</summary>
public sealed class SecretSourcesTests : IDisposable
{
    private const string Authority = """
          steady-state:
            steps:
              - { id: app, module: platform/test/app }
          dr:
            steps:
              - { id: app, module: platform/test/app }
        secrets:
          authority:
            kind: azure-key-vault
            vault_uri: https://drill.vault.azure.net/
            map: secrets/map.csv
            auth: { method: managed-identity }
        """;

    private readonly PreflightBench bench = new();

    public SecretSourcesTests()
    {
        bench.WriteEnvironment(">=1.6 <2", Authority);
        bench.Folder.Write("project/secrets/map.csv", "app,APP_DB_PASSWORD,app-db-password\napp,APP_SSH_PRIVATE_KEY,app-ssh-private-key\n");
        bench.Bundle.Authority.Put("app-db-password", "not-to-be-seen-3");
        bench.Bundle.Authority.Put("app-ssh-private-key", bench.Bundle.Secrets["APP_SSH_PRIVATE_KEY"]);
    }

    public void Dispose() => bench.Dispose();

    private static CheckResult ResultOf(PreflightReport report, string check) => Assert.Single(report.Checks, entry => entry.Check == check).Result;

    [Fact(Timeout = 60_000)]
    public async Task Steady_state_reads_every_mapped_name_once_and_needs_no_bundle()
    {
        File.Delete(bench.Folder.At("root", "vault", "bootstrap.vault.env"));

        var report = await bench.RunAsync(strict: true, phase: Phase.SteadyState);

        Assert.Equal("https://drill.vault.azure.net/ gives all 2 secrets that secrets/map.csv names", ResultOf(report, "authority").Detail);
        Assert.Equal(["read app-db-password app-ssh-private-key"], bench.Bundle.Authority.Calls);
        Assert.Equal(CheckStatus.Ok, ResultOf(report, "required-keys").Status);
        Assert.Equal((CheckStatus.NotApplicable, CheckStatus.NotApplicable), (ResultOf(report, "bundle").Status, ResultOf(report, "vault-password").Status));
        Assert.Equal((0, ExitCode.Ok), (bench.Bundle.Asked, report.ExitCode));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(Phase.Dr)]
    [InlineData(Phase.Bootstrap)]
    public async Task No_other_phase_has_a_check_of_the_authority_or_opens_it(Phase phase)
    {
        var report = await bench.RunAsync(strict: true, phase: phase);

        Assert.DoesNotContain(report.Checks, entry => entry.Check == "authority");
        Assert.Equal((0, 0), (bench.Bundle.Authority.Opened.Count, bench.Bundle.Authority.Calls.Count));
        Assert.Equal(ExitCode.Ok, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_login_takes_its_keys_from_the_bundle_and_from_the_shell_where_that_is_allowed()
    {
        bench.WriteEnvironment(">=1.6 <2", Authority.Replace("{ method: managed-identity }", "{ method: client-secret, tenant_id: 72f988bf-0000-4000-8000-00000000a001, client_id: 72f988bf-0000-4000-8000-00000000a002, client_secret_env: VAULT_LOGIN }", StringComparison.Ordinal));
        bench.Bundle.Secrets["VAULT_LOGIN"] = "not-to-be-seen-9";
        bench.Shell["VAULT_LOGIN"] = "not-to-be-seen-10";

        var refused = await bench.RunAsync(phase: Phase.SteadyState);
        bench.AllowedShellKeys.Add(SecretName.Parse("VAULT_LOGIN"));
        var allowed = await bench.RunAsync(phase: Phase.SteadyState);

        Assert.Equal((ExitCode.Refused, ExitCode.Ok), (refused.ExitCode, allowed.ExitCode));
        Assert.Equal(
            ["not-to-be-seen-9", "not-to-be-seen-10"],
            bench.Bundle.Authority.Opened.Select(access => access.Credentials.TryGet(SecretName.Parse("VAULT_LOGIN"), out var value) ? value.Reveal() : ""));
    }

    [Fact(Timeout = 60_000)]
    public async Task All_names_that_are_not_given_are_listed_at_once_with_their_keys_and_fixes()
    {
        bench.Bundle.Authority.Refusals["app-db-password"] = UnreadReason.Forbidden;
        bench.Bundle.Authority.Refusals["app-ssh-private-key"] = UnreadReason.Expired;

        var report = await bench.RunAsync(phase: Phase.SteadyState);

        var result = ResultOf(report, "authority");
        Assert.Equal(
            "https://drill.vault.azure.net/ does not give 2 of 2: app-db-password cannot be read: Forbidden (APP_DB_PASSWORD); app-ssh-private-key cannot be read: Expired (APP_SSH_PRIVATE_KEY)",
            result.Detail);
        Assert.Equal("mend app-db-password; mend app-ssh-private-key", result.Fix);
        Assert.Equal("missing required env vars: APP_DB_PASSWORD, APP_SSH_PRIVATE_KEY", ResultOf(report, "required-keys").Detail);
        Assert.Equal(
            "Give https://drill.vault.azure.net/ what it lacks: app-db-password for APP_DB_PASSWORD, app-ssh-private-key for APP_SSH_PRIVATE_KEY",
            ResultOf(report, "required-keys").Fix);
        Assert.Equal(ExitCode.SecretsFailed, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_that_only_the_bundle_has_is_missing_in_steady_state_alone()
    {
        bench.Bundle.Authority.Refusals["app-db-password"] = UnreadReason.NotFound;

        var report = await bench.RunAsync(phase: null);

        Assert.Equal("missing required env vars: steady-state: APP_DB_PASSWORD", ResultOf(report, "required-keys").Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_module_by_itself_takes_the_bundle_unless_the_phase_says_otherwise()
    {
        var module = Core.Modules.ModuleRef.Parse("platform/test/app");

        var alone = await bench.RunAsync(phase: null, module: module);
        var steady = await bench.RunAsync(phase: Phase.SteadyState, module: module);

        Assert.DoesNotContain(alone.Checks, entry => entry.Check == "authority");
        Assert.Contains(steady.Checks, entry => entry.Check == "authority");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_value_of_the_shell_that_differs_is_refused_unless_it_is_allowed_and_never_shown()
    {
        bench.Shell["APP_DB_PASSWORD"] = "not-to-be-seen-4";

        var refused = await bench.RunAsync();
        bench.AllowedShellKeys.Add(SecretName.Parse("APP_DB_PASSWORD"));
        var allowed = await bench.RunAsync();

        var result = ResultOf(refused, "shell-values");
        Assert.Equal("the shell holds APP_DB_PASSWORD with another value than the source of bootstrap", result.Detail);
        Assert.Equal("unset APP_DB_PASSWORD, or use the shell's value with --allow-shell APP_DB_PASSWORD", result.Fix);
        Assert.Equal((ExitCode.Refused, ExitCode.Ok), (refused.ExitCode, allowed.ExitCode));
        Assert.DoesNotContain("not-to-be-seen", string.Concat(refused.Checks.Concat(allowed.Checks).Select(check => check.ToString())), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_that_only_the_shell_has_is_missing_until_it_is_allowed()
    {
        bench.Bundle.Secrets.Remove("APP_DB_PASSWORD");
        bench.Shell["APP_DB_PASSWORD"] = "not-to-be-seen-5";

        var refused = await bench.RunAsync();
        bench.AllowedShellKeys.Add(SecretName.Parse("APP_DB_PASSWORD"));
        var allowed = await bench.RunAsync();

        Assert.Equal(CheckStatus.Failed, ResultOf(refused, "required-keys").Status);
        Assert.Equal(CheckStatus.Ok, ResultOf(allowed, "required-keys").Status);
    }
}
