using System.Reflection;
using HyOps.Cake.Hosting;

namespace HyOps.Cake.Tests;

/// <summary>One class: a signal reaches every host of the process.</summary>
public sealed class BuildHostTests : IDisposable
{
    private readonly TestWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_target_gets_its_options_and_the_closing_line_is_all_of_standard_output()
    {
        var code = Run("--target", "Greet", "--who", "ops", "--env", "drill");

        Assert.Equal(0, code);
        Assert.Equal("hello ops in drill\n", world.Output);
        Assert.Contains("greeting", world.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_failure_gives_its_exit_code_and_next_step_and_no_stack_trace()
    {
        var code = Run("--target", "Refuse");

        Assert.Equal(13, code);
        Assert.EndsWith("error: the environment drill is leased by somebody else\nnext: wait for them, or ask them\n", world.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", world.Error, StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed\n", world.Output);
    }

    [Fact]
    public void Diagnostic_verbosity_shows_where_it_was_thrown()
    {
        Run("--target", "Refuse", "--verbosity", "diagnostic");

        Assert.Contains(nameof(RefuseTask), world.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", world.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Seven", 7)]
    [InlineData("Defect", 30)]
    public void The_exit_code_of_a_task_survives_the_engine(string target, int expected)
    {
        var code = Run("--target", target);

        Assert.Equal(expected, code);
    }

    [Theory]
    [InlineData("there is no option --evn", "did you mean --env?", "--target", "Greet", "--evn", "drill")]
    [InlineData("there is no option --dry-run", "did you mean --dryrun?", "--target", "Greet", "--dry-run")]
    [InlineData("there is no target 'Gret'", "did you mean Greet?", "--target", "Gret")]
    [InlineData("there is no target 'Xylophone'", "the targets are ", "--target", "Xylophone")]
    [InlineData("'greet' belongs to no option", "did you mean --target Greet?", "greet")]
    [InlineData("--env is given twice: 'a' and 'b'", "give it once", "--target", "Greet", "--env", "a", "--env=b")]
    [InlineData("--keep-work=no: --keep-work takes no value", "leave it out", "--target", "Greet", "--keep-work=no")]
    [InlineData("--confirm has no value", "write --confirm NAME", "--target", "Greet", "--confirm", "--json")]
    [InlineData("--confirm has no value", "write --confirm NAME", "--target", "Greet", "--confirm=")]
    [InlineData("--verbosity verbos: there is no such LEVEL", "did you mean verbose?", "--verbosity", "verbos")]
    [InlineData("--parallelism 0: not a whole number", "write --parallelism 4", "--target", "Greet", "--parallelism", "0")]
    [InlineData("no target is named", "write --target NAME", "--env", "drill")]
    public void A_wrong_command_line_is_an_operator_error_with_a_way_on(string error, string next, params string[] args)
    {
        var code = Run(args);

        Assert.Equal(2, code);
        Assert.Contains($"error: {error}", world.Error, StringComparison.Ordinal);
        Assert.Contains(next, world.Error, StringComparison.Ordinal);
        Assert.Equal("", world.Output);
    }

    [Fact]
    public void A_repeatable_option_keeps_all_its_values()
    {
        var line = CommandLine.Parse(["--allow-shell", "A", "--allow-shell=B"], HostOptions.Phases, []);

        Assert.Equal(["A", "B"], HyOpsOptions.From(line, project: null).AllowShell);
        var destroy = CommandLine.Parse(["--destroy", "--allow-destroy", "net:a.b[\"x\"]", "--allow-destroy=net:a.c"], HostOptions.Phases, []);
        var options = HyOpsOptions.From(destroy, project: null).ForPhase(Core.Lifecycle.Phase.Bootstrap);
        Assert.True(options.Destroy);
        Assert.Equal(["net:a.b[\"x\"]", "net:a.c"], options.AllowDestroy);
    }

    [Theory]
    [InlineData("--target", "Greet")]
    [InlineData("--target", "Refuse")]
    [InlineData("--target", "Greet", "--dryrun")]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--help")]
    public void Nothing_that_is_no_terminal_gets_an_escape_code(params string[] args)
    {
        Run(args);

        Assert.DoesNotContain('\e', world.Output + world.Error);
    }

    [Fact]
    public void No_color_wins_over_a_terminal_that_has_colours()
    {
        var surroundings = world.Surroundings();
        var colourful = surroundings with { Terminal = surroundings.Terminal with { Color = true, ErrorIsTerminal = true, OutIsTerminal = true } };

        Host(colourful).Run(["--target", "Greet"]);
        var coloured = world.Error;
        Host(colourful).Run(["--target", "Greet", "--no-color"]);

        Assert.Contains('\e', coloured);
        Assert.DoesNotContain('\e', world.Error[coloured.Length..]);
    }

    [Theory]
    [InlineData()]
    [InlineData("--help")]
    public void Help_names_every_target_and_option(params string[] args)
    {
        var code = Run(args);

        Assert.Equal(0, code);
        Assert.Equal("", world.Error);
        Assert.All(HostOptions.Run.Concat(HostOptions.Phases), option => Assert.Contains($"--{option.Name}", world.Output, StringComparison.Ordinal));
        Assert.Contains("Greet", world.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_reads_well()
    {
        var text = HelpText.For(
            [new Target("Bootstrap", "builds the foundations"), new Target("DR", "")],
            [("Options", HostOptions.Run), ("Options of the phases", HostOptions.Phases), ("None", [])],
            [("./build.sh --target Bootstrap", "the local environment")]);

        Golden.Matches("help.txt", text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_cancels_the_task_and_ends_in_130(string signal)
    {
        var code = await Task.Run(() => Run("--target", "Signalled", "--who", signal), TestContext.Current.CancellationToken);

        Assert.Equal(130, code);
        Assert.Contains($"SIG{signal}: stopping", world.Error, StringComparison.Ordinal);
        Assert.Contains("error: interrupted", world.Error, StringComparison.Ordinal);
    }

    private int Run(params string[] args) => Host(world.Surroundings()).Run(args);

    private static BuildHost Host(HyOps.Core.World.Surroundings surroundings) => new(surroundings)
    {
        Tasks = [Assembly.GetExecutingAssembly()],
        Options = [new HostOption("who", "NAME", "who is greeted")],
    };
}
