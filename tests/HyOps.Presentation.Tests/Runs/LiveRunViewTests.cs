using HyOps.Core.Commands;
using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Runs;

public sealed class LiveRunViewTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void Running_steps_stand_below_and_everything_else_scrolls_above(int columns)
    {
        using var terminal = new VirtualTerminal(columns);
        using var view = View(terminal, () => new TerminalSize(columns, 24));

        foreach (var runEvent in SampleRun.Events.Take(9))
        {
            view.On(runEvent);
        }

        Golden.Matches($"live-{columns}.txt", terminal.Shown);
    }

    [Fact]
    public void The_end_removes_the_running_steps_and_leaves_the_cursor_below_the_text()
    {
        using var terminal = new VirtualTerminal(100);
        using (var view = View(terminal, () => new TerminalSize(100, 24)))
        {
            foreach (var runEvent in SampleRun.Events.Take(9))
            {
                view.On(runEvent);
            }
        }

        Golden.Matches("live-end.txt", terminal.Shown);
        Assert.Equal(terminal.Shown.Split('\n').Length, terminal.CursorRow);
    }

    [Fact]
    public void The_cursor_is_never_hidden_so_that_nothing_must_show_it_again()
    {
        using var terminal = new VirtualTerminal(100);
        using var view = View(terminal, () => new TerminalSize(100, 24));

        foreach (var runEvent in SampleRun.Events)
        {
            view.On(runEvent);
        }

        Assert.DoesNotContain("?25", terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_running_steps_than_rows_show_as_many_as_fit()
    {
        using var terminal = new VirtualTerminal(80);
        using var view = View(terminal, () => new TerminalSize(80, 5));
        view.On(SampleRun.Events[0]);
        view.On(new StepsPlanned([.. Enumerable.Range(0, 20).Select(index => new PlannedStep($"s{index}", "m", []))]));

        for (var index = 0; index < 20; index++)
        {
            view.On(new StepStarted($"s{index}", "packer 1.6.6"));
        }

        var region = terminal.Shown.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal));
        Assert.Equal(4, region.Count());
    }

    [Fact]
    public void A_terminal_that_becomes_narrower_leaves_no_rest_of_the_old_lines()
    {
        var columns = 100;
        using var terminal = new VirtualTerminal(100);
        using var view = View(terminal, () => new TerminalSize(columns, 24));
        view.On(SampleRun.Events[0]);
        view.On(SampleRun.Events[2]);
        view.On(new StepStarted("image", "packer 1.6.6 " + new string('x', 60)));

        columns = 50;
        var before = terminal.ToString().Length;
        view.On(new StepProgress("image", "on"));

        // Two lines of 79 and 61 cells take four rows of 50.
        Assert.StartsWith("\r\e[4A\e[J", terminal.ToString()[before..], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_with_wide_characters_are_cut_by_cells()
    {
        using var terminal = new VirtualTerminal(30);
        using var view = View(terminal, () => new TerminalSize(30, 24));
        view.On(SampleRun.Events[0]);
        view.On(new StepStarted("image", "packer"));

        view.On(new StepProgress("image", "构建构建构建构建构建构建"));

        Assert.Contains("| image  0.0 s  构建构建构建…", terminal.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_with_cursor_movements_is_shown_without_them()
    {
        using var terminal = new VirtualTerminal(80);
        using var view = View(terminal, () => new TerminalSize(80, 24));
        view.On(SampleRun.Events[0]);

        view.On(new StepOutput("image", OutputStream.StandardOutput, "a\e[2Kb\e]0;title\ac\rd\u202e"));

        Assert.Contains("image | abc", terminal.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("title", terminal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', terminal.ToString());
    }

    private static LiveRunView View(VirtualTerminal terminal, Func<TerminalSize> size) => new(new Screen(terminal, Color: true, 100), new StandingClock(), size);

    /// <summary>No time passes, and no timer fires.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing runs.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
