namespace HyOps.Drivers.Tests.Processes;

public sealed class StartTests
{
    private readonly RunnerFixture fixture = new();

    [Theory(Timeout = 60_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(250)]
    public async Task The_exit_code_is_the_one_of_the_program(int code)
    {
        var result = await fixture.RunAsync(FakeTool.Command("exit", $"{code}"));

        Assert.Equal(code, result.ExitCode);
        Assert.Equal((false, false, false), (result.Interrupted, result.Killed, result.TimedOut));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_program_that_a_signal_ends_exits_with_128_and_the_signal()
    {
        var result = await fixture.RunAsync(FakeTool.Command("die", "9"));

        Assert.Equal(128 + 9, result.ExitCode);
        Assert.False(result.Interrupted);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_child_leads_a_session_and_a_group_of_its_own()
    {
        await fixture.RunAsync(FakeTool.Command("ids"));

        Assert.Single(fixture.Output.Output.Split(' ').Distinct());
    }

    [Fact(Timeout = 60_000)]
    public async Task Both_streams_arrive_apart()
    {
        await fixture.RunAsync(FakeTool.Command("print", "to output", "to error"));

        Assert.Equal("to output\n", fixture.Output.Output);
        Assert.Equal("to error\n", fixture.Output.Error);
    }
}
