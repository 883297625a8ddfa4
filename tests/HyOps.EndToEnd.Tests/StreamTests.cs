namespace HyOps.EndToEnd.Tests;

/// <summary>Pipes that close, disks that are full, terminals, and tools that print what nobody can read.</summary>
public sealed class StreamTests : IDisposable
{
    private const string Bootstrap = "\"$build\" --target Bootstrap --no-install --project \"$project\"";

    private readonly Lab lab = new();
    private readonly Operator somebody;

    public StreamTests() => somebody = new Operator(lab.Project);

    public void Dispose()
    {
        somebody.Dispose();
        lab.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_reader_that_has_seen_enough_is_no_error()
    {
        var help = await somebody.ShellAsync("\"$build\" --help | head -1; exit ${PIPESTATUS[0]}");
        var run = await somebody.ShellAsync($"{Bootstrap} | true; exit ${{PIPESTATUS[0]}}");
        var narration = await somebody.ShellAsync($"{{ {Bootstrap} 2>&1 >/dev/null; echo $? >code; }} | true; while ! [ -s code ]; do sleep 0.05; done; exit $(cat code)");

        help.Is(0, "Usage: ");
        run.Is(0);
        narration.Is(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Output_that_cannot_be_written_is_told_and_lost_narration_stops_nothing()
    {
        var help = await somebody.ShellAsync("\"$build\" --help >/dev/full");
        var run = await somebody.ShellAsync($"{Bootstrap} >/dev/full");
        var narration = await somebody.ShellAsync($"{Bootstrap} 2>/dev/full");

        help.Is(2, "error: standard output cannot be written: the disk or its quota is full");
        run.Is(2, "error: standard output cannot be written");
        narration.Is(0, "1 step: 1 unchanged");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_that_was_started_without_streams_writes_into_nobody_elses()
    {
        somebody.Variables["hyops"] = Hosts.Hyops;
        var all = await somebody.ShellAsync("\"$hyops\" version <&- >&- 2>&-");
        var run = await somebody.ShellAsync($"{Bootstrap} <&- >&- 2>&-");
        var narration = await somebody.ShellAsync("\"$hyops\" run bootstrap --no-install --project \"$project\" 2>&-");
        var input = await somebody.ShellAsync("\"$hyops\" version <&-");

        all.Is(2);
        run.Is(2);
        narration.Is(0, "1 step: 1 unchanged");
        input.Is(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_tool_prints_cannot_harm_the_reader()
    {
        var run = await somebody.BootstrapAsync(Lab.Loud);

        run.Is(0, "1 step: 1 changed", "b\n");
        Assert.DoesNotContain(run.All, letter => char.IsControl(letter) && letter is not '\n' and not '\t');
    }

    [Fact(Timeout = 60_000)]
    public async Task On_a_terminal_the_cursor_comes_back()
    {
        somebody.Variables["TERM"] = "xterm-256color";
        var live = await somebody.ShellAsync($"script -qec '{Bootstrap}' /dev/null </dev/null");
        somebody.Variables["NO_COLOR"] = "1";
        var plain = await somebody.ShellAsync($"script -qec '{Bootstrap}' /dev/null </dev/null");

        live.Is(0, "\e[");
        Assert.True(live.Output.LastIndexOf("\e[?25h", StringComparison.Ordinal) >= live.Output.LastIndexOf("\e[?25l", StringComparison.Ordinal), live.All);
        plain.Is(0, "1 step: 1 unchanged");
        // .NET itself switches the keypad of a terminal (ESC [ ? 1 h, ESC =) before it starts a child.
        Assert.DoesNotContain('\e', plain.All.Replace("\e[?1h\e=", "", StringComparison.Ordinal));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Control_C_on_a_terminal_ends_in_order_and_the_cursor_comes_back(bool hyops)
    {
        somebody.Variables["TERM"] = "xterm-256color";
        somebody.Variables["hyops"] = Hosts.Hyops;
        var command = hyops ? "\"$hyops\" run bootstrap" : "\"$build\" --target Bootstrap";
        using var run = somebody.StartShell($"exec script -qec '{command} --no-install --env {Lab.Terraform} --project \"$project\"' /dev/null");
        await lab.WaitUntilBusyAsync(Lab.Terraform);

        await run.TypeAsync("\u0003");
        var ended = await Operator.EndAsync(run);

        ended.Is(130, "interrupted during apply", "exit    130 (interrupted)");
        Assert.True(ended.Output.LastIndexOf("\e[?25h", StringComparison.Ordinal) >= ended.Output.LastIndexOf("\e[?25l", StringComparison.Ordinal), ended.All);
        Assert.False(File.Exists(somebody.At(Path.Combine("state/instances/lab/test", Lab.Terraform, Lab.Terraform, ".terraform.tfstate.lock.info"), Lab.Terraform)));
    }
}
