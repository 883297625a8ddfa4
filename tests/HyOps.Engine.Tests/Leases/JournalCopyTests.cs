using HyOps.Core.Leases;
using HyOps.Core.Runs;
using HyOps.Engine.Leases;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Leases;

/// <summary>How a copy is kept, against a place that does as it is told. The real PostgreSQL is in its own tests.</summary>
public sealed class JournalCopyTests
{
    private readonly SteppedClock clock = new();
    private readonly Told told = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Every_line_is_there_before_the_next_thing_happens()
    {
        await using var place = new Place { Keep = static (_, token) => Task.Delay(20, token) };
        using var copy = new JournalCopy(place, TimeProvider.System, told);
        copy.Add(["a", "b"]);

        await copy.AddAsync("c", Token);
        var first = place.Text;
        await copy.AddAsync("d", Token);

        Assert.Equal(("abc", "abcd"), (first, place.Text));
        Assert.Empty(told.Lines);
        Assert.Equal(new RecordedJournalCopy("a place", 4, 4), copy.ForRecord());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_place_that_never_answers_costs_its_limit_once_and_once_more_at_the_end()
    {
        await using var place = new Place { Keep = static (_, token) => Task.Delay(Timeout.Infinite, token) };
        using var copy = new JournalCopy(place, clock, told);

        await copy.AddAsync("a", Token);
        await copy.AddAsync("b", Token);
        await copy.AddAsync("c", Token);
        var steps = clock.GetTimestamp();
        await copy.CompleteAsync(Token);

        Assert.Equal((JournalCopy.Limit.Ticks, 2 * JournalCopy.Limit.Ticks), (steps, clock.GetTimestamp()));
        Assert.StartsWith("the copy in a place lacks lines: no answer within 3 s. The run goes on", Assert.Single(told.Lines), StringComparison.Ordinal);
        Assert.Equal(new RecordedJournalCopy("a place", 3, 0) { Failure = "no answer within 3 s" }, copy.ForRecord());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_late_answer_is_followed_by_all_that_came_since()
    {
        var answer = new TaskCompletionSource();
        await using var place = new Place { Keep = (_, _) => answer.Task };
        using var copy = new JournalCopy(place, clock, told);
        await copy.AddAsync("a", Token);
        await copy.AddAsync("b", Token);

        answer.SetResult();
        await told.Until("the copy in a place is whole again");
        await copy.AddAsync("c", Token);

        Assert.Equal("abc", place.Text);
        Assert.Equal(2, told.Lines.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task One_that_fails_is_tried_again_while_the_steps_go_on()
    {
        await using var place = new Place { Keep = static (times, _) => times < 5 ? throw new LeaseException("away", "start it") : Task.CompletedTask };
        using var copy = new JournalCopy(place, clock, told);

        await copy.AddAsync("a", Token);
        await told.Until("the copy in a place is whole again");
        await copy.CompleteAsync(Token);

        Assert.Equal(("a", 5), (place.Text, place.Times));
        Assert.Equal("away. Next: start it", copy.ForRecord()!.Failure);
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_lost_the_lease_writes_no_more()
    {
        await using var place = new Place { Keep = static (times, _) => times < 2 ? Task.CompletedTask : throw new LeaseLostException("it went to run b") };
        using var copy = new JournalCopy(place, clock, told);

        await copy.AddAsync("a", Token);
        await copy.AddAsync("b", Token);
        await copy.AddAsync("c", Token);
        await copy.CompleteAsync(Token);

        Assert.Equal(("a", 2), (place.Text, place.Times));
        Assert.Equal("the copy in a place lacks lines: it went to run b. The run goes on, as the file in its record is what counts", Assert.Single(told.Lines));
    }

    private sealed class Place : IJournalingLease
    {
        private readonly List<string> kept = [];

        public Func<int, CancellationToken, Task> Keep { get; init; } = static (_, _) => Task.CompletedTask;

        public int Times { get; private set; }

        public string Text => string.Concat(kept);

        public long Fence => 7;

        public TimeSpan Validity => TimeSpan.FromSeconds(30);

        string IJournalingLease.Place => "a place";

        public async Task KeepAsync(int first, IReadOnlyList<string> lines, CancellationToken cancellationToken)
        {
            Times++;
            await Keep(Times, cancellationToken);
            Assert.Equal(kept.Count + 1, first);
            kept.AddRange(lines);
        }

        public Task<IReadOnlyList<string>> ListJournalsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<IReadOnlyList<string>> ReadJournalAsync(string run, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task RenewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Told : IRunObserver
    {
        private readonly TaskCompletionSource<string> second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Lines { get; } = [];

        public void On(RunEvent runEvent)
        {
            Lines.Add(((StageDone)runEvent).Detail);
            if (Lines.Count == 2)
            {
                second.TrySetResult(Lines[1]);
            }
        }

        public async Task Until(string line) => Assert.Equal(line, await second.Task);
    }
}
