using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight;

namespace HyOps.Engine.Tests.Preflight;

public sealed class CheckRunnerTests
{
    private readonly Masker masker = new();

    [Fact(Timeout = 30_000)]
    public async Task A_check_that_throws_is_a_failure_of_its_own_and_shows_no_secret()
    {
        masker.Register([SecretValue.From("not-to-be-seen-6")]);

        var entry = await RunAsync(new TestCheck(_ => throw new InvalidOperationException("bad not-to-be-seen-6")));

        Assert.Equal(CheckStatus.Failed, entry.Result.Status);
        Assert.StartsWith("InvalidOperationException: bad ", entry.Result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", entry.Result.Detail, StringComparison.Ordinal);
        Assert.NotNull(entry.Result.Fix);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_check_that_takes_too_long_is_stopped()
    {
        var stopped = new TaskCompletionSource();

        var entry = await RunAsync(new TestCheck(async token =>
        {
            await using var registration = token.Register(stopped.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return CheckResult.Ok("never");
        }));

        Assert.StartsWith("no answer within", entry.Result.Detail, StringComparison.Ordinal);
        await stopped.Task;
    }

    [Fact(Timeout = 30_000)]
    public async Task A_check_that_does_not_listen_is_left_behind()
    {
        using var released = new ManualResetEventSlim();

        var entry = await RunAsync(new TestCheck(_ =>
        {
            released.Wait(CancellationToken.None);
            return Task.FromResult(CheckResult.Ok("late"));
        }));
        released.Set();

        Assert.Equal(CheckStatus.Failed, entry.Result.Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancelling_the_preflight_is_no_failure_of_a_check()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CheckRunner(masker, TimeProvider.System).RunAsync(new TestCheck(_ => Task.FromResult(CheckResult.Ok(""))), cancelled.Token));
    }

    private Task<PreflightEntry> RunAsync(ICheck check) => new CheckRunner(masker, TimeProvider.System).RunAsync(check, TestContext.Current.CancellationToken);

    private sealed class TestCheck(Func<CancellationToken, Task<CheckResult>> look) : ICheck
    {
        public string Name => "test";

        public ExitCode Failure => ExitCode.Refused;

        public TimeSpan Limit => TimeSpan.FromMilliseconds(100);

        public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => look(cancellationToken);
    }
}
