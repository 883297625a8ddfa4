using HyOps.Core.Commands;
using HyOps.Core.Runs;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Runs;

public sealed class PlainRunViewTests
{
    [Fact]
    public void Each_event_is_a_line_with_its_step_in_front()
    {
        using var text = new StringWriter();
        using var view = new PlainRunView(new Screen(text, Color: false, Width: null));

        foreach (var runEvent in SampleRun.Events)
        {
            view.On(runEvent);
        }

        Golden.Matches("plain.txt", text.ToString());
    }

    [Fact]
    public void No_escape_sequence_of_a_tool_reaches_the_terminal()
    {
        using var text = new StringWriter();
        using var view = new PlainRunView(new Screen(text, Color: false, Width: null));

        foreach (var runEvent in SampleRun.Events)
        {
            view.On(runEvent);
        }

        Assert.DoesNotContain('\e', text.ToString());
    }

    [Fact]
    public void Progress_that_repeats_the_tools_own_line_and_empty_lines_are_left_out()
    {
        using var text = new StringWriter();
        using var view = new PlainRunView(new Screen(text, Color: false, Width: null));

        view.On(new StepOutput("image", OutputStream.StandardOutput, "==> creating"));
        view.On(new StepOutput("image", OutputStream.StandardOutput, ""));
        view.On(new StepProgress("image", "creating"));
        view.On(new StepProgress("image", "done"));

        Assert.Equal("image | ==> creating\nimage : done\n", text.ToString());
    }

    [Fact]
    public void An_interrupt_says_which_steps_are_waited_for_and_later_words_stand_below()
    {
        using var text = new StringWriter();
        using var view = new PlainRunView(new Screen(text, Color: false, Width: null));
        view.On(new StepStarted("network", "terraform 1.11.4"));

        view.On(new InterruptReceived(["network"]));
        view.Hold(still: true);
        view.Say(["still waiting"]);

        Assert.Contains("interrupted: waiting for network to end in order", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("still waiting\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_that_is_gone_does_not_stop_the_run()
    {
        using var gone = new GoneWriter();
        using var view = new PlainRunView(new Screen(gone, Color: false, Width: null));

        foreach (var runEvent in SampleRun.Events)
        {
            view.On(runEvent);
        }

        Assert.Equal(1, gone.Tries);
    }

    private sealed class GoneWriter : StringWriter
    {
        internal int Tries { get; private set; }

        public override void Write(string? value)
        {
            Tries++;
            throw new IOException("Input/output error");
        }
    }
}
