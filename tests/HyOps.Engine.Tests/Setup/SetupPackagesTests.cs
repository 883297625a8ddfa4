using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Engine.Setup;

namespace HyOps.Engine.Tests.Setup;

public sealed class SetupPackagesTests
{
    private static SetupRequest Wanting(SystemFamily family, params string[] packages) => new() { Install = true, Only = [], Environment = Lab(family, packages) };

    private static EnvironmentDefinition Lab(SystemFamily family, params string[] packages) => new()
    {
        Name = EnvironmentName.Parse("lab"),
        Location = new SourceLocation("environment.yml"),
        Directory = "/nowhere",
        Tier = Tier.Nonprod,
        Packages = ImmutableSortedDictionary<SystemFamily, ImmutableArray<PackageName>>.Empty
            .Add(family, [.. packages.Select(text => PackageName.TryParse(text, out var name) ? name : throw new ArgumentException(text))]),
    };

    private static string Told(SetupReport report) => string.Join("; ", report.Packages.Select(package => $"{package.Package} {package.Status} {package.Version}".Trim()));

    // Answers as dpkg-query does of what the test's machine has, and of what apt-get has installed there.
    private static SetupBench Debian(params string[] lines)
    {
        var bench = new SetupBench();
        bench.Folder.Write("dpkg", string.Concat(lines.Select(line => line + "\n")));
        bench.Folder.WriteScript("bin/dpkg-query", $"PATH=/usr/bin:/bin\ncat '{bench.Folder.At("dpkg")}'; echo 'dpkg-query: no packages found matching some' >&2; exit 1");
        bench.PutManager("apt-get", $"for last; do :; done; echo \"$last 2.0 installed\" >> '{bench.Folder.At("dpkg")}'");
        return bench;
    }

    [Fact(Timeout = 60_000)]
    public async Task What_lacks_is_installed_with_the_tools_in_one_call_and_looked_for_again()
    {
        using var bench = Debian("postgresql 15+248 installed", "bind9 1:9.18 config-files", "procps 1 half-configured");

        var report = await bench.RunAsync(Wanting(SystemFamily.Debian, "postgresql", "bind9", "python3-yaml") with { Only = ["packer"] });

        Assert.EndsWith("install --yes --no-install-recommends packer bind9 python3-yaml\n", bench.Calls, StringComparison.Ordinal);
        Assert.Equal("postgresql Found 15+248; bind9 Missing; python3-yaml Installed 2.0", Told(report));
        var bind = report.Packages[1];
        Assert.Equal(("the package bind9 is not installed", "apt-get install bind9", "environment lab"), (bind.Problem, bind.Fix, bind.UsedFor));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_package_that_lacks_ends_with_12_and_one_that_is_there_with_0()
    {
        using var bench = Debian("postgresql 15+248 installed");

        Assert.Equal(ExitCode.Ok, (await bench.RunAsync(Wanting(SystemFamily.Debian, "postgresql") with { Install = false })).ExitCode);
        Assert.Equal(ExitCode.DependencyMissing, (await bench.RunAsync(Wanting(SystemFamily.Debian, "bind9") with { Install = false })).ExitCode);
        Assert.Empty(bench.Calls);
    }

    [Fact(Timeout = 60_000)]
    public async Task No_install_says_the_command()
    {
        using var bench = Debian();

        var report = await bench.RunAsync(Wanting(SystemFamily.Debian, "bind9", "procps") with { NoInstall = true });

        Assert.Equal(
            new SetupTrouble("not installed, as --no-install says: bind9, procps", "leave --no-install out, or run: apt-get install bind9 procps"),
            Assert.Single(report.Troubles));
        Assert.Empty(bench.Calls);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_user_without_sudo_is_told_the_command_with_the_environment()
    {
        using var bench = new SetupBench { IsRoot = false };
        bench.PutManager("apt-get", "exit 0");
        bench.Folder.WriteScript("bin/dpkg-query", "exit 1");

        var report = await bench.RunAsync(Wanting(SystemFamily.Debian, "bind9"));

        Assert.Equal("sudo apt-get install bind9, or 'hyops setup all --sudo --env lab'", Assert.Single(report.Troubles).Fix);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_nobody_can_tell_nothing_counts_as_installed()
    {
        using var bench = new SetupBench();

        var report = await bench.RunAsync(Wanting(SystemFamily.Debian, "bind9") with { Install = false });

        Assert.Equal("the package bind9: whether it is installed cannot be told, as dpkg-query is not on PATH", Assert.Single(report.Packages).Problem);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SystemFamily.Fedora)]
    [InlineData(SystemFamily.Unknown)]
    public async Task A_system_that_the_environment_does_not_speak_of_is_said_not_to_be_checked(SystemFamily family)
    {
        using var bench = new SetupBench { Family = family };

        var report = await bench.RunAsync(Wanting(SystemFamily.Debian, "bind9", "procps"));

        Assert.Equal(
            new SetupTrouble("the packages that lab needs are not checked here: environment.yml names none for a test's system", "see that what Debian calls bind9, procps is installed"),
            Assert.Single(report.Troubles));
        Assert.Equal(ExitCode.Ok, report.ExitCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SystemFamily.Fedora, "rpm", "--query --queryformat installed %{NAME} %{VERSION}\\n bind dnf+", "installed bind 9.18\npackage dnf+ is not installed")]
    [InlineData(SystemFamily.Arch, "pacman", "-Q bind dnf+", "bind 9.18")]
    [InlineData(SystemFamily.Alpine, "apk", "info --installed bind dnf+", "bind")]
    [InlineData(SystemFamily.MacOs, "brew", "list --versions bind dnf+", "bind 9.18 9.16")]
    public async Task Each_system_is_asked_by_its_own_program(SystemFamily family, string program, string arguments, string answer)
    {
        using var bench = new SetupBench { Family = family };
        bench.Folder.WriteScript($"bin/{program}", $"PATH=/usr/bin:/bin\nprintf '%s\\n' '{program}' \"$*\" >> '{bench.Folder.At("asked")}'\nprintf '%s\\n' '{answer}'; exit 1");

        var report = await bench.RunAsync(Wanting(family, "bind", "dnf+") with { Install = false });

        Assert.Equal($"{program}\n{arguments}\n", File.ReadAllText(bench.Folder.At("asked")));
        Assert.Equal([ToolStatus.Found, ToolStatus.Missing], report.Packages.Select(package => package.Status));
        Assert.Equal(family is SystemFamily.Alpine ? null : "9.18", report.Packages[0].Version);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_packages_of_this_machine_are_found_with_their_versions()
    {
        using var test = new HyOps.Testing.TestWorld();
        var setup = new SetupTools(test.Surroundings(), Tools.RealRunner.Create(), HostSystem.Read(), []);

        var report = await setup.RunAsync(
            Wanting(HostSystem.Read().Family, "bash", "hyops-no-such-package") with { Install = false }, Core.Commands.DiscardOutput.Instance, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal([ToolStatus.Found, ToolStatus.Missing], report.Packages.Select(package => package.Status));
        Assert.NotNull(report.Packages[0].Version);
    }
}
