using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Hosting;

public sealed class HelpTests
{
    public static TheoryData<string> Commands
    {
        get
        {
            using var world = new TestWorld();
            return new(Paths(HyopsCommand.Create(world.Surroundings(), new GlobalOptions()), ""));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help_with_examples(string command)
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, called.ExitCode);
        Assert.Empty(called.Error);
        Assert.Contains("Examples:", called.Output, StringComparison.Ordinal);
        Golden.Matches($"help{command.Replace(' ', '-')}.txt", called.Output);
    }

    [Fact]
    public async Task No_arguments_show_the_help_as_an_error()
    {
        using var world = new TestWorld();

        var called = await Called.Async(world);

        Assert.Equal(2, called.ExitCode);
        Assert.Empty(called.Output);
        Assert.Contains("Commands:", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_fits_a_narrow_terminal()
    {
        using var world = new TestWorld();
        var surroundings = world.Surroundings();
        surroundings = surroundings with { Terminal = surroundings.Terminal with { OutIsTerminal = true, Width = 40 } };

        var called = await Called.InAsync(world, surroundings, "secrets", "set", "--help");

        Golden.Matches("help-narrow.txt", called.Output);
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(sub => Paths(sub, $"{path} {sub.Name}")).Prepend(path);
}
