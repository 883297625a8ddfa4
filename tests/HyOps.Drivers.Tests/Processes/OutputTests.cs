using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Processes;

public sealed class OutputTests
{
    private const string Secret = "k7-Secret/Value+9";
    private readonly RunnerFixture fixture = new(Secret);

    [Fact(Timeout = 60_000)]
    public async Task Secrets_are_masked_on_both_streams_also_when_they_come_byte_by_byte()
    {
        await fixture.RunAsync(FakeTool.Command("split") with { Input = CommandInput.From($"<{Secret}>") });

        Assert.Equal("<***>", fixture.Output.Output);
        Assert.Equal("<***>", fixture.Output.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_secret_of_the_environment_is_masked_without_having_been_registered()
    {
        var command = FakeTool.Command("env") with { Environment = FakeTool.Environment.With("TOKEN", Core.Secrets.SecretValue.From("another-9-value")) };

        await fixture.RunAsync(command);

        Assert.Contains("TOKEN=***", fixture.Output.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Captured_output_is_raw_and_goes_nowhere_else()
    {
        var result = await fixture.RunAsync(FakeTool.Command("stdin") with { CaptureStandardOutput = true, Input = CommandInput.From(Secret) });

        Assert.Equal(Secret, System.Text.Encoding.UTF8.GetString(result.Captured.Span));
        Assert.Empty(fixture.Output.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Captured_output_beyond_its_limit_interrupts_and_fails()
    {
        var command = FakeTool.Command("flood", "4") with { CaptureStandardOutput = true, CaptureLimit = 1024 * 1024 };

        var failure = await Assert.ThrowsAsync<CommandOutputException>(() => fixture.RunAsync(command));

        Assert.Contains("more than the 1048576 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_byte_passes()
    {
        await fixture.RunAsync(FakeTool.Command("bytes"));

        Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), fixture.Output.OutputBytes);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("line")]
    [InlineData("flood")]
    public async Task Ten_megabytes_arrive_whole(string verb)
    {
        await fixture.RunAsync(FakeTool.Command(verb, "10"));

        Assert.Equal(10 * 1024 * 1024, fixture.Output.OutputBytes.Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_prompt_without_a_line_end_is_seen_while_the_child_waits()
    {
        var result = await fixture.CancelWhenAsync(FakeTool.Command("prompt", "Enter a value: "), "Enter a value: ready");

        Assert.Equal(3, result.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_input_standard_input_is_at_its_end()
    {
        var result = await fixture.RunAsync(FakeTool.Command("stdin"));

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(fixture.Output.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Input_that_the_child_does_not_read_is_no_error()
    {
        var result = await fixture.RunAsync(FakeTool.Command("exit", "0") with { Input = CommandInput.From(new string('x', 4_000_000)) });

        Assert.Equal(0, result.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Large_input_arrives_whole_while_output_flows()
    {
        await fixture.RunAsync(FakeTool.Command("stdin") with { Input = CommandInput.From(new string('x', 4_000_000)) });

        Assert.Equal(4_000_000, fixture.Output.OutputBytes.Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task When_the_output_cannot_be_written_the_child_still_runs_to_its_end()
    {
        var failure = await Assert.ThrowsAsync<CommandOutputException>(
            () => fixture.Runner.RunAsync(FakeTool.Command("flood", "2"), new FullDisk(), RunnerFixture.Cancelled));

        Assert.Equal(0, failure.Result.ExitCode);
        Assert.Contains("No space left", failure.Message, StringComparison.Ordinal);
    }

    private sealed class FullDisk : ICommandOutput
    {
        public void Write(OutputStream stream, ReadOnlySpan<byte> masked) => throw new IOException("No space left on device");
    }
}
