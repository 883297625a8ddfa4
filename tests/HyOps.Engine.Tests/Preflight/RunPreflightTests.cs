using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Engine.Preflight;

namespace HyOps.Engine.Tests.Preflight;

public sealed class RunPreflightTests
{
    private static CheckResult ResultOf(PreflightReport report, string check) => Assert.Single(report.Checks, entry => entry.Check == check).Result;

    [Fact(Timeout = 60_000)]
    public async Task A_machine_that_is_ready_passes_every_check_even_when_strict()
    {
        using var bench = new PreflightBench();

        var report = await bench.RunAsync(strict: true);

        Assert.Equal(
            ["contracts", "tool-terraform", "tool-setsid", "git", "runtime-root", "secret-files", "disk-space", "lease", "vault-password", "bundle", "required-keys", "shell-values", "key-kinds", "maskable-values", "target-proxmox", "state-app", "state-lock-app", "clock"],
            report.Checks.Select(check => check.Check));
        Assert.All(report.Checks, check => Assert.True(check.Result.Status is CheckStatus.Ok, $"{check.Check}: {check.Result}"));
        Assert.Equal(ExitCode.Ok, report.ExitCode);
        Assert.True(report.IsReady);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_password_is_asked_for_once_and_the_bundle_opened_once()
    {
        using var bench = new PreflightBench();

        await bench.RunAsync();

        Assert.Equal((1, 1), (bench.Bundle.Asked, bench.Bundle.Opened));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_tool_that_is_not_installed_fails_with_12()
    {
        using var bench = new PreflightBench();
        File.Delete(bench.Folder.At("bin", "terraform"));

        var report = await bench.RunAsync();

        Assert.Equal(CheckStatus.Failed, ResultOf(report, "tool-terraform").Status);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("debian: [bash, git]", CheckStatus.Ok, "bash, git", null)]
    [InlineData("debian: [bash, hyops-no-such-package]", CheckStatus.Failed, "the package hyops-no-such-package is not installed", "./build.sh --target Setup --env drill")]
    [InlineData("arch: [bash]", CheckStatus.Warning, "not checked here: environment.yml names none for", "what Arch calls bash")]
    public async Task Packages_of_the_environment_are_looked_for(string packages, CheckStatus status, string detail, string? fix)
    {
        using var bench = new PreflightBench();
        bench.WriteEnvironment(">=1.6 <2", $"packages: {{ {packages} }}");
        bench.Folder.WriteScript("bin/dpkg-query", "exec /usr/bin/dpkg-query \"$@\"");

        var result = ResultOf(await bench.RunAsync(), "packages");

        Assert.Equal(status, result.Status);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
        Assert.Contains(fix ?? "", result.Fix ?? "", StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_version_outside_the_environments_constraint_fails_with_12()
    {
        using var bench = new PreflightBench();
        bench.WriteEnvironment(">=1.12");

        var report = await bench.RunAsync();

        Assert.Contains("terraform 1.11.4", ResultOf(report, "tool-terraform").Detail, StringComparison.Ordinal);
        Assert.Contains(">=1.12", ResultOf(report, "tool-terraform").Detail, StringComparison.Ordinal);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_unknown_environment_fails_with_11_and_the_tools_are_looked_at_all_the_same()
    {
        using var bench = new PreflightBench();

        var report = await bench.RunAsync(environment: "dril");

        Assert.Equal(CheckStatus.Failed, ResultOf(report, "contracts").Status);
        Assert.Equal(CheckStatus.Ok, ResultOf(report, "tool-terraform").Status);
        Assert.Equal(CheckStatus.Failed, ResultOf(report, "tool-packer").Status);
        Assert.Equal(ExitCode.InvalidContract, report.ExitCode);
        Assert.NotEmpty(report.Problems);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_required_key_that_lacks_or_is_empty_is_named_with_the_commands_that_set_it()
    {
        using var bench = new PreflightBench();
        bench.Bundle.Secrets["APP_DB_PASSWORD"] = "";
        bench.Bundle.Secrets.Remove("APP_SSH_PRIVATE_KEY");

        var report = await bench.RunAsync();

        var result = ResultOf(report, "required-keys");
        Assert.Equal("missing required env vars: APP_DB_PASSWORD, APP_SSH_PRIVATE_KEY", result.Detail);
        Assert.Equal(
            "Generate random defaults: hyops secrets ensure --env drill APP_DB_PASSWORD. Or set explicit values: hyops secrets set --env drill APP_SSH_PRIVATE_KEY=VALUE",
            result.Fix);
        Assert.Equal(ExitCode.SecretsFailed, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_value_that_is_not_of_its_kind_fails_and_is_not_shown()
    {
        using var bench = new PreflightBench();
        bench.Bundle.Secrets["APP_SSH_PRIVATE_KEY"] = "not-to-be-seen-2";

        var report = await bench.RunAsync();

        var result = ResultOf(report, "key-kinds");
        Assert.StartsWith("APP_SSH_PRIVATE_KEY is not a private key", result.Detail, StringComparison.Ordinal);
        Assert.Equal("set it from its file: hyops secrets set --env drill --from-file APP_SSH_PRIVATE_KEY=PATH", result.Fix);
        Assert.DoesNotContain("not-to-be-seen", string.Concat(report.Checks.Select(check => check.ToString())), StringComparison.Ordinal);
        Assert.Equal(ExitCode.SecretsFailed, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_password_source_that_fails_is_told_once_for_each_check_that_needs_it()
    {
        using var bench = new PreflightBench();
        bench.Bundle.PasswordFailure = new HyOpsException(ExitCode.SecretsFailed, "entry not ready (run --bootstrap)", "hyops vault bootstrap");

        var report = await bench.RunAsync();

        Assert.Equal(CheckResult.Failed("entry not ready (run --bootstrap)", "hyops vault bootstrap"), ResultOf(report, "vault-password"));
        Assert.Equal(CheckStatus.Failed, ResultOf(report, "bundle").Status);
        Assert.Equal((1, 0), (bench.Bundle.Asked, bench.Bundle.Opened));
        Assert.Equal(ExitCode.SecretsFailed, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bundle_and_credentials_that_others_can_read_fail_with_13_and_the_chmod()
    {
        using var bench = new PreflightBench();
        var bundle = bench.Folder.At("root", "vault", "bootstrap.vault.env");
        File.SetUnixFileMode(bundle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var report = await bench.RunAsync();

        Assert.Contains($"chmod 600 '{bundle}'", ResultOf(report, "secret-files").Fix, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_link_in_the_place_of_credentials_is_refused()
    {
        using var bench = new PreflightBench();
        var credentials = bench.Folder.At("root", "credentials", "proxmox.credentials.tfvars");
        File.Delete(credentials);
        File.CreateSymbolicLink(credentials, bench.WritePrivate("elsewhere", ""));

        var report = await bench.RunAsync();

        Assert.Contains("symbolic link", ResultOf(report, "secret-files").Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_target_without_its_marker_says_the_init_command()
    {
        using var bench = new PreflightBench();
        File.Delete(bench.Folder.At("root", "meta", "proxmox.ready.json"));

        var report = await bench.RunAsync();

        Assert.Equal("hyops init proxmox --env drill", ResultOf(report, "target-proxmox").Fix);
        Assert.Equal(ExitCode.InvalidContract, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Warnings_count_only_when_strict()
    {
        using var bench = new PreflightBench();
        File.SetUnixFileMode(bench.Root, (UnixFileMode)0b111_101_000);

        var lenient = await bench.RunAsync();
        var strict = await bench.RunAsync(strict: true);

        Assert.Equal(CheckStatus.Warning, ResultOf(lenient, "runtime-root").Status);
        Assert.Equal($"chmod 700 '{bench.Root}'", ResultOf(lenient, "runtime-root").Fix);
        Assert.Equal((ExitCode.Ok, ExitCode.Refused), (lenient.ExitCode, strict.ExitCode));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_root_that_group_may_write_fails()
    {
        using var bench = new PreflightBench();
        File.SetUnixFileMode(bench.Root, (UnixFileMode)0b111_111_000);

        Assert.Equal(CheckStatus.Failed, ResultOf(await bench.RunAsync(), "runtime-root").Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_in_the_place_of_the_root_fails()
    {
        using var bench = new PreflightBench();
        Directory.Delete(bench.Root, recursive: true);
        bench.Folder.Write("root", "");

        var report = await bench.RunAsync();

        Assert.Contains("is a file where a directory is expected", ResultOf(report, "runtime-root").Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_clock_before_this_program_was_written_fails()
    {
        using var bench = new PreflightBench(new StoppedClock(new DateTimeOffset(1970, 1, 1, 0, 0, 7, TimeSpan.Zero)));

        Assert.Contains("1970-01-01 00:00:07Z", ResultOf(await bench.RunAsync(), "clock").Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_clock_behind_our_own_files_is_a_warning()
    {
        using var bench = new PreflightBench(new StoppedClock(new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.Equal(CheckStatus.Warning, ResultOf(await bench.RunAsync(), "clock").Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Local_without_a_root_leaves_password_and_bundle_to_its_first_run()
    {
        using var bench = new PreflightBench(environment: "local");
        bench.Folder.Write("project/modules/platform/test/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "platform/test/app"
            metadata: { title: "App", description: "A test's." }
            inputs:
              defaults:
                required_env: ["APP_DB_PASSWORD"]
                db_password_env: "APP_DB_PASSWORD"
            execution: { driver: "iac/terraform" }
            """);
        Directory.Delete(bench.Root, recursive: true);

        var report = await bench.RunAsync(strict: true);

        Assert.Equal(CheckStatus.NotApplicable, ResultOf(report, "vault-password").Status);
        Assert.Equal("the next Bootstrap of local generates APP_DB_PASSWORD", ResultOf(report, "required-keys").Detail);
        Assert.Equal(ExitCode.Ok, report.ExitCode);
        Assert.Equal(0, bench.Bundle.Asked);
        Assert.False(Directory.Exists(bench.Root));
    }

    [Fact(Timeout = 60_000)]
    public async Task Elsewhere_a_bundle_that_is_not_there_fails_with_21()
    {
        using var bench = new PreflightBench();
        File.Delete(bench.Folder.At("root", "vault", "bootstrap.vault.env"));

        var report = await bench.RunAsync();

        Assert.Contains("hyops secrets ensure --env drill", ResultOf(report, "bundle").Fix, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SecretsFailed, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_warning_and_failure_has_a_fix()
    {
        using var bench = new PreflightBench(new StoppedClock(new DateTimeOffset(1970, 1, 1, 0, 0, 7, TimeSpan.Zero)));
        Directory.Delete(bench.Folder.At("bin"), recursive: true);
        Directory.Delete(bench.Root, recursive: true);

        var report = await bench.RunAsync();

        var bad = report.Checks.Where(check => check.Result.Status is CheckStatus.Warning or CheckStatus.Failed).ToList();
        Assert.True(bad.Count >= 5);
        Assert.All(bad, check => Assert.False(string.IsNullOrWhiteSpace(check.Result.Fix), check.Check));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
