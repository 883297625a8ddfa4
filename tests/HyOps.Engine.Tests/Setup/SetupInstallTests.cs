using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Engine.Setup;

namespace HyOps.Engine.Tests.Setup;

public sealed class SetupInstallTests
{
    private const string Options = "-o DPkg::Lock::Timeout=300 -o Acquire::Retries=2";

    private static SetupRequest All => new() { Install = true, Only = ["packer", "age"] };

    private static string Install(string packages) => $"apt-get {Options} -o APT::Cmd::Pattern-Only=true install --yes --no-install-recommends {packages}\n";

    [Fact(Timeout = 60_000)]
    public async Task Root_installs_what_lacks_in_one_call_and_looks_again()
    {
        using var bench = new SetupBench();
        bench.PutManager("apt-get", $"{bench.Installs("packer", "v1.6.6")}; {bench.Installs("age", "1.1.1")}");

        var report = await bench.RunAsync(All);

        Assert.Equal(Install("packer age"), bench.Calls);
        Assert.All(report.Tools, tool => Assert.Equal(ToolStatus.Installed, tool.Status));
        Assert.Equal(ExitCode.Ok, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_there_is_not_installed_again()
    {
        using var bench = new SetupBench();
        bench.Put("packer", "v1.6.6");
        bench.Put("age", "1.1.1");
        bench.PutManager("apt-get", "exit 1");

        var report = await bench.RunAsync(All);

        Assert.Empty(bench.Calls);
        Assert.All(report.Tools, tool => Assert.Equal(ToolStatus.Found, tool.Status));
    }

    [Fact(Timeout = 60_000)]
    public async Task Old_package_lists_are_refreshed_once()
    {
        using var bench = new SetupBench();
        var refreshed = bench.Folder.At("refreshed");
        bench.PutManager("apt-get", $"""
            case "$*" in *update) touch '{refreshed}'; exit 0;; esac
            if ! test -e '{refreshed}'; then echo 'E: Unable to locate package packer' >&2; exit 100; fi
            {bench.Installs("packer", "v1.6.6")}; {bench.Installs("age", "1.1.1")}
            """);

        var report = await bench.RunAsync(All);

        Assert.Equal($"{Install("packer age")}apt-get {Options} update\n{Install("packer age")}", bench.Calls);
        Assert.Empty(report.Troubles);
        Assert.Equal(ExitCode.Ok, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task One_unknown_package_does_not_keep_the_others_away()
    {
        using var bench = new SetupBench();
        bench.PutManager("apt-get", $"""
            case "$*" in *packer*) echo 'E: Unable to locate package packer' >&2; exit 100;; esac
            {bench.Installs("age", "1.1.1")}
            """);

        var report = await bench.RunAsync(All);

        Assert.Equal(ToolStatus.Installed, report.Tools.Single(tool => tool.Tool == "age").Status);
        var packer = report.Tools.Single(tool => tool.Tool == "packer");
        Assert.Equal(ToolStatus.Missing, packer.Status);
        Assert.Contains("releases.hashicorp.com/packer", packer.Fix, StringComparison.Ordinal);
        Assert.Contains("Unable to locate package packer", Assert.Single(report.Troubles).Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task No_install_forbids_it_and_says_the_command()
    {
        using var bench = new SetupBench();
        bench.PutManager("apt-get", "exit 0");

        var report = await bench.RunAsync(All with { NoInstall = true });

        Assert.Empty(bench.Calls);
        var trouble = Assert.Single(report.Troubles);
        Assert.Equal("not installed, as --no-install says: packer, age", trouble.Message);
        Assert.EndsWith("apt-get install packer age", trouble.Fix, StringComparison.Ordinal);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_user_without_sudo_is_told_the_command_and_nothing_is_started()
    {
        using var bench = new SetupBench { IsRoot = false };
        bench.PutManager("apt-get", "exit 0");

        var report = await bench.RunAsync(All);

        Assert.Empty(bench.Calls);
        Assert.Equal(
            new SetupTrouble("only root may run apt-get, and --sudo was not given", "sudo apt-get install packer age, or 'hyops setup all --sudo'"),
            Assert.Single(report.Troubles));
    }

    [Fact(Timeout = 60_000)]
    public async Task With_sudo_the_manager_runs_through_it_without_asking()
    {
        using var bench = new SetupBench { IsRoot = false };
        bench.PutManager("sudo", $"{bench.Installs("packer", "v1.6.6")}; {bench.Installs("age", "1.1.1")}");
        bench.PutManager("apt-get", "exit 0");

        var report = await bench.RunAsync(All with { Sudo = true });

        Assert.Equal(
            $"sudo -n true\nsudo -n env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HYOPS_SETUP=installs {bench.Bin}/{Install("packer age")}",
            bench.Calls);
        Assert.Equal(ExitCode.Ok, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sudo_that_wants_a_password_is_not_answered()
    {
        using var bench = new SetupBench { IsRoot = false };
        bench.PutManager("sudo", "echo 'sudo: a password is required' >&2; exit 1");
        bench.PutManager("apt-get", "exit 0");

        var report = await bench.RunAsync(All with { Sudo = true });

        Assert.Equal("sudo -n true\n", bench.Calls);
        Assert.StartsWith("run 'sudo -v' first, or: sudo apt-get install", Assert.Single(report.Troubles).Fix, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("E: You don't have enough free space in /var/cache/apt/archives/.", "df -h")]
    [InlineData("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (apt-get)", "let it end")]
    [InlineData("E: Failed to fetch http://example.test/packer.deb  Temporary failure resolving 'example.test'", "check the network")]
    [InlineData("E: dpkg was interrupted, you must manually run 'dpkg --configure -a'", "dpkg --configure -a")]
    [InlineData("E: Could not open lock file (30: Read-only file system)", "can be written")]
    [InlineData("Segmentation fault", "yourself")]
    public async Task A_failing_installation_is_explained_with_the_managers_own_words(string words, string fix)
    {
        using var bench = new SetupBench();
        bench.PutManager("apt-get", $"""
            echo 'Reading package lists...'
            echo "{words}" >&2
            exit 100
            """);

        var report = await bench.RunAsync(All);

        var trouble = Assert.Single(report.Troubles);
        Assert.Contains(words, trouble.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 100", trouble.Message, StringComparison.Ordinal);
        Assert.Contains(fix, trouble.Fix, StringComparison.Ordinal);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_system_without_its_package_manager_is_told_to_do_it_by_hand()
    {
        using var bench = new SetupBench();

        var report = await bench.RunAsync(All);

        Assert.StartsWith("apt-get is not on PATH", Assert.Single(report.Troubles).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task On_an_unknown_system_each_tool_says_how_to_get_it_by_hand()
    {
        using var bench = new SetupBench { Family = SystemFamily.Unknown };

        var report = await bench.RunAsync(All);

        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
        Assert.Empty(report.Troubles);
        Assert.All(report.Tools, tool => Assert.False(string.IsNullOrEmpty(tool.Fix)));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SystemFamily.Fedora, "dnf", "dnf install --assumeyes age\n")]
    [InlineData(SystemFamily.Arch, "pacman", "pacman -S --needed --noconfirm packer age\n")]
    [InlineData(SystemFamily.Alpine, "apk", "apk --wait 300 add age\n")]
    public async Task Each_system_is_asked_for_its_own_packages(SystemFamily family, string manager, string call)
    {
        using var bench = new SetupBench { Family = family };
        bench.PutManager(manager, "exit 0");

        await bench.RunAsync(All);

        Assert.Equal(call, bench.Calls);
    }

    [Fact(Timeout = 60_000)]
    public async Task Homebrew_is_run_as_the_user_without_sudo()
    {
        using var bench = new SetupBench { Family = SystemFamily.MacOs, IsRoot = false };
        bench.PutManager("brew", "exit 0");

        await bench.RunAsync(All);

        Assert.Equal("brew install hashicorp/tap/packer age\n", bench.Calls);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_manager_prints_is_passed_on_while_it_runs()
    {
        using var bench = new SetupBench();
        bench.PutManager("apt-get", "echo 'Setting up packer'; echo 'and a warning' >&2");
        var output = new HyOps.Engine.Tools.CollectedOutput(Core.Commands.DiscardOutput.Instance);

        await bench.RunAsync(All, output);

        Assert.Contains("Setting up packer", output.Text, StringComparison.Ordinal);
        Assert.Contains("and a warning", output.Text, StringComparison.Ordinal);
        Assert.Equal(["installing packer, age with apt-get"], bench.Lines);
    }
}
