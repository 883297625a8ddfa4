using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Engine.Setup;
using HyOps.Engine.Tests.Tools;

namespace HyOps.Engine.Tests.Setup;

public sealed class SetupCheckTests : IDisposable
{
    private readonly SetupBench bench = new();

    public void Dispose() => bench.Dispose();

    private void PutRequired()
    {
        bench.Put("terraform", "v1.11.4");
        bench.Put("packer", "v1.6.6");
        bench.Put("ansible-playbook", "[core 2.14.18]");
        bench.Put("setsid", "from util-linux 2.38.1");
    }

    [Fact(Timeout = 60_000)]
    public async Task Optional_tools_that_lack_are_said_and_do_not_fail()
    {
        PutRequired();

        var report = await bench.RunAsync(new SetupRequest());

        Assert.Equal(ExitCode.Ok, report.ExitCode);
        var age = Assert.Single(report.Tools, tool => tool.Tool == "age");
        Assert.Equal(ToolStatus.OptionalMissing, age.Status);
        Assert.StartsWith("apt-get install age\n", age.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_needed_tool_that_lacks_ends_with_12_and_says_how_to_get_it()
    {
        PutRequired();
        File.Delete(bench.Folder.At("bin", "terraform"));

        var report = await bench.RunAsync(new SetupRequest());

        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
        var terraform = Assert.Single(report.Tools, tool => tool.Status is ToolStatus.Missing);
        Assert.Equal("terraform", terraform.Tool);
        Assert.Contains("HyOps downloads no binaries", terraform.Fix, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get update && sudo apt-get install terraform", terraform.Fix, StringComparison.Ordinal);
        Assert.Contains("terraform_VERSION_SHA256SUMS", terraform.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wrong_version_is_shown_with_the_constraint_of_the_environment()
    {
        PutRequired();

        var report = await bench.RunAsync(new SetupRequest
        {
            Constraints = ImmutableSortedDictionary<string, Core.Environments.VersionConstraint>.Empty.Add("packer", RealRunner.Constraint(">=1.9")),
        });

        var packer = Assert.Single(report.Tools, tool => tool.Tool == "packer");
        Assert.Equal((ToolStatus.WrongVersion, "1.6.6", ">=1.9"), (packer.Status, packer.Version, packer.Constraint));
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_check_never_calls_the_package_manager()
    {
        bench.PutManager("apt-get", "exit 0");

        await bench.RunAsync(new SetupRequest());

        Assert.Empty(bench.Calls);
    }

    [Fact(Timeout = 60_000)]
    public async Task Only_the_tools_asked_for_are_looked_at_and_all_of_them_are_needed()
    {
        var report = await bench.RunAsync(new SetupRequest { Only = ["age"] });

        var age = Assert.Single(report.Tools);
        Assert.Equal(ToolStatus.Missing, age.Status);
        Assert.Equal(ExitCode.DependencyMissing, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_any_version_will_do_one_that_cannot_be_told_will_do_too()
    {
        PutRequired();
        bench.Folder.WriteScript("bin/setsid", "echo 'unrecognized option: version' >&2; exit 1");

        var report = await bench.RunAsync(new SetupRequest());

        Assert.Equal(ToolStatus.Found, Assert.Single(report.Tools, tool => tool.Tool == "setsid").Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_tools_of_this_machine_are_found_with_their_versions()
    {
        using var test = new HyOps.Testing.TestWorld();
        var setup = new SetupTools(test.Surroundings(), RealRunner.Create(), HostSystem.Read(), ToolCatalogue.All);

        var report = await setup.RunAsync(new SetupRequest(), Core.Commands.DiscardOutput.Instance, _ => { }, TestContext.Current.CancellationToken);

        Assert.All(report.Tools, tool => Assert.True(tool.IsUsable, $"{tool.Tool}: {tool.Problem}"));
        Assert.All(report.Tools, tool => Assert.NotNull(tool.Version));
    }
}
