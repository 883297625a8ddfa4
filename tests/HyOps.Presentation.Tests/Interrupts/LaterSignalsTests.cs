using HyOps.Core.Commands;
using HyOps.Core.World;
using HyOps.Presentation.Interrupts;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Interrupts;

public sealed class LaterSignalsTests : IDisposable
{
    private static readonly DateTimeOffset Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly TestWorld somewhere = new();
    private readonly Stage stage = new();
    private readonly Tools tools = new();
    private readonly Person person = new();
    private LaterSignals? later;

    public void Dispose()
    {
        later?.Dispose();
        somewhere.Dispose();
    }

    [Fact]
    public void What_is_waited_for_is_told_with_its_step_its_time_and_what_it_holds()
    {
        var lines = WaitingText.Lines(tools.Running, Started + TimeSpan.FromSeconds(133));

        Golden.Matches("waiting.golden", string.Join('\n', [.. lines, WaitingText.Question(tools.Running), .. WaitingText.Lines([], Started)]) + "\n");
    }

    [Fact]
    public void The_second_signal_only_says_what_is_waited_for()
    {
        Signals(person).On(fromKeys: true);

        Assert.Contains("holds the state lock of network", stage.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0), (person.Asked, tools.Kills));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_third_asks_and_yes_alone_kills()
    {
        var signals = Signals(person);
        signals.On(fromKeys: true);

        await AnswerAsync(signals, "y");
        await AnswerAsync(signals, null);
        await AnswerAsync(signals, "yes");

        Assert.Contains("killing it leaves the lock and may lose state", person.Question, StringComparison.Ordinal);
        Assert.Equal((3, 1), (person.Asked, tools.Kills));
        Assert.Equal(3, stage.Text.Split("not killed: still waiting\n").Length);
        Assert.EndsWith("\nkilled: terraform apply (network), packer build (image)\n", stage.Text, StringComparison.Ordinal);
        Assert.False(stage.Held);
    }

    [Fact]
    public void Without_a_terminal_and_for_signals_of_no_person_nothing_is_asked()
    {
        var nobody = Signals(prompt: null);
        nobody.On(fromKeys: true);
        nobody.On(fromKeys: true);
        var somebody = Signals(person);
        somebody.On(fromKeys: false);
        somebody.On(fromKeys: false);
        somebody.On(fromKeys: false);

        Assert.Equal((0, 0), (person.Asked, tools.Kills));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_question_is_taken_back_when_the_run_is_over()
    {
        var signals = Signals(person);
        signals.On(fromKeys: true);
        signals.On(fromKeys: true);
        await person.WasAskedAsync(1);

        signals.Dispose();
        await stage.IsFreeAsync();

        Assert.Equal(0, tools.Kills);
    }

    private LaterSignals Signals(IPrompt? prompt)
    {
        var world = somewhere.Surroundings();
        return later = new LaterSignals(world with { Terminal = world.Terminal with { Prompt = prompt } }, tools, stage);
    }

    private async Task AnswerAsync(LaterSignals signals, string? answer)
    {
        var (asked, said) = (person.Asked, stage.Count);
        signals.On(fromKeys: true);
        await person.WasAskedAsync(asked + 1);
        person.Answer(answer);
        // The list of what is waited for, then what came of the answer.
        await stage.SaidAsync(said + 2);
    }

    private sealed class Tools : IRunningCommands
    {
        public int Kills { get; private set; }

        public IReadOnlyList<CommandInProgress> Running { get; } =
        [
            Tool("terraform", "network", StopPolicy.HoldsState, Started + TimeSpan.FromSeconds(93), "-chdir=x", "apply", "-input=false"),
            Tool("packer", "image", StopPolicy.KillAfterGrace, Started + TimeSpan.FromSeconds(120), "build"),
        ];

        public IReadOnlyList<CommandInProgress> KillInterrupted()
        {
            Kills++;
            return Running;
        }

        private static CommandInProgress Tool(string program, string step, StopPolicy stop, DateTimeOffset interrupted, params string[] arguments) => new(
            new Command { Program = $"/usr/bin/{program}", Arguments = [.. arguments], WorkingDirectory = "/", Stop = stop, Environment = ChildEnvironment.Empty.With("HYOPS_STEP", step) },
            Started,
            interrupted);
    }
}
