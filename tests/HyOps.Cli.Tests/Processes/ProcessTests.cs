using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Processes;

public sealed class ProcessTests
{
    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    [Fact(Timeout = 60_000)]
    public async Task Json_is_one_document_and_nothing_else_stands_beside_it()
    {
        using var folder = new TempFolder();

        var version = await Hyops.RunAsync(folder, "version", "--json");
        var error = await Hyops.RunAsync(folder, "runs", "show", "nope", "--json");

        Assert.True((bool)JsonNode.Parse(version.Output)!["ok"]!);
        Assert.Equal(2, error.ExitCode);
        Assert.False((bool)JsonNode.Parse(error.Output)!["ok"]!);
    }

    [Fact(Timeout = 60_000)]
    public async Task No_escape_sequence_is_written_where_no_terminal_is()
    {
        using var folder = new TempFolder();

        var called = await Hyops.RunAsync(folder, new Dictionary<string, string?>(StringComparer.Ordinal) { ["TERM"] = "xterm-256color" }, Hyops.Program, "setup", "check");

        Assert.DoesNotContain('\e', called.Output + called.Error);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP)]
    public async Task A_signal_becomes_one_interrupt_for_the_child_and_exit_code_130(PosixSignal signal)
    {
        using var folder = new TempFolder();
        await Hyops.RunAsync(folder, "secrets", "set", "A=value-of-a");
        using var process = Hyops.Start(folder, Nothing, "secrets", "exec", "--key", "A", "--", "sh", "-c", "trap 'echo one interrupt; exit 3' INT; echo ready; while :; do sleep 0.05; done");
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        await Hyops.SignalAsync(process, signal);
        await Hyops.SignalAsync(process, signal);

        var called = await Hyops.EndAsync(process);
        Assert.Equal(130, called.ExitCode);
        Assert.Equal("one interrupt\n", called.Output);
        Assert.DoesNotContain("   at ", called.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_home_the_message_says_what_to_set()
    {
        using var folder = new TempFolder();

        var called = await Hyops.RunAsync(folder, new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = null }, Hyops.Program, "secrets", "keys");

        Assert.Equal(2, called.ExitCode);
        Assert.Equal("error: HOME is not set, so there is no ~/.hybridops\nnext: set HOME, or say --root PATH\n", called.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_home_that_cannot_be_written_is_named()
    {
        using var folder = new TempFolder();

        // The kernel's own read-only place: it refuses root as well.
        var called = await Hyops.RunAsync(folder, new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = "/proc" }, Hyops.Program, "secrets", "set", "A=b");

        Assert.Equal(2, called.ExitCode);
        Assert.Contains("error: /proc/.hybridops", called.Error, StringComparison.Ordinal);
        Assert.Contains("next: ", called.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_reader_that_leaves_early_gets_no_stack_trace()
    {
        using var folder = new TempFolder();

        var called = await Hyops.RunAsync(folder, Nothing, "sh", "-c", "hyops --help | head -1; hyops runs list --json | true");

        Assert.Equal(0, called.ExitCode);
        Assert.Empty(called.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_full_disk_below_standard_output_is_an_error_and_not_a_crash()
    {
        using var folder = new TempFolder();

        var called = await Hyops.RunAsync(folder, Nothing, "sh", "-c", "hyops version > /dev/full");

        Assert.Equal(2, called.ExitCode);
        Assert.Contains("error: ", called.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", called.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("hyops se", "secrets setup")]
    [InlineData("hyops secrets e", "edit ensure exec")]
    [InlineData("hyops run bootstrap --par", "--parallelism")]
    [InlineData("hyops run b", "bootstrap")]
    [InlineData("hyops runs list --env ", "drill local")]
    public async Task Bash_completes(string line, string expected)
    {
        using var folder = new TempFolder();
        folder.CreateFolder("modules");
        folder.CreateFolder("inventories/local");
        folder.CreateFolder("inventories/drill");
        var script = $"source <(hyops completion bash); COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; read -ra COMP_WORDS <<< \"$COMP_LINE\"; "
            + "[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _hyops_complete; printf '%s\\n' \"${COMPREPLY[@]}\" | sort";

        var called = await Hyops.RunAsync(folder, Nothing, "bash", "-c", script);

        Assert.Equal(expected, string.Join(' ', called.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
