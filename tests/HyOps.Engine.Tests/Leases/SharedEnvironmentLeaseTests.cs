using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Leases;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Leases;

/// <summary>How a lease is kept, against a place that does as it is told. The real PostgreSQL is in its own tests.</summary>
public sealed class SharedEnvironmentLeaseTests : IDisposable
{
    private readonly SteppedClock clock = new();
    private readonly Told told = new();
    private readonly TestWorld world;

    public SharedEnvironmentLeaseTests() => world = new TestWorld { Clock = clock };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task It_is_ours_while_it_is_renewed_and_given_back_at_the_end()
    {
        var place = new Place(renewals => renewals < 100 ? Task.CompletedTask : new TaskCompletionSource().Task.WaitAsync(Timeout.InfiniteTimeSpan, Token));
        var lease = await TakeAsync(place);

        await place.Renewed(99);

        Assert.Null(lease.WhyLost);
        lease.Require();
        Assert.Equal("taken (postgres, fencing number 7)", told.Lines[0]);
    }

    [Fact(Timeout = 30_000)]
    public async Task It_is_lost_when_somebody_else_has_it()
    {
        var place = new Place(renewals => renewals < 3 ? Task.CompletedTask : throw new LeaseLostException("it went to run b"));
        await using var lease = await TakeAsync(place);

        await told.Until("it went to run b. What runs goes on; nothing new starts");

        Assert.Equal("it went to run b", Assert.Throws<LeaseLostException>(lease.Require).Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task It_is_lost_when_it_was_not_renewed_for_its_validity()
    {
        var place = new Place(_ => throw new LeaseException("the database is away", "start it"));
        await using var lease = await TakeAsync(place);

        await told.Until("the lease of this environment was not renewed for 30 s (the database is away): another run may have it. What runs goes on; nothing new starts");

        Assert.NotNull(lease.WhyLost);
        Assert.Equal(6, place.Renewals);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_short_absence_is_no_loss()
    {
        var place = new Place(renewals => renewals is > 2 and < 6 ? throw new LeaseException("away", "wait") : renewals < 50 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, Token));
        var lease = await TakeAsync(place);

        await place.Renewed(49);

        Assert.Null(lease.WhyLost);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nobody_trusts_a_renewal_that_never_answers()
    {
        var place = new Place(_ => new TaskCompletionSource().Task);
        var lease = await TakeAsync(place);

        await using var wait = clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        Assert.Contains("was not renewed for 30 s", Assert.Throws<LeaseLostException>(lease.Require).Message, StringComparison.Ordinal);
    }

    private Task<SharedEnvironmentLease> TakeAsync(Place place) => SharedEnvironmentLease.TakeAsync(place, new LeaseAccess
    {
        Settings = new PostgresLeaseSettings { Host = "db", Database = "d", User = "u", Location = new SourceLocation("environment.yml") },
        Environment = EnvironmentName.Parse("lab"),
        Holder = new LeaseHolder("run-a", "ops", "here", 1),
        ProjectRoot = "/",
        Credentials = SecretBundle.Empty,
        World = world.Surroundings(),
        Masker = new Masker(),
        Connections = static () => new SocketsHttpHandler(),
        Report = static _ => { },
    }, told, Token);

    private sealed class Place(Func<int, Task> renew) : ISharedLeaseProvider
    {
        private readonly TaskCompletionSource[] reached = [.. Enumerable.Range(0, 101).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

        public string Kind => "postgres";

        public int Renewals { get; private set; }

        public Task Renewed(int times) => reached[times].Task;

        public Task<ISharedLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken) => Task.FromResult<ISharedLease>(new Lease(this));

        public Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        private async Task RenewAsync()
        {
            Renewals++;
            try
            {
                await renew(Renewals);
            }
            finally
            {
                reached[Math.Min(Renewals, 100)].TrySetResult();
            }
        }

        private sealed class Lease(Place place) : ISharedLease
        {
            public long Fence => 7;

            public TimeSpan Validity => TimeSpan.FromSeconds(30);

            public Task RenewAsync(CancellationToken cancellationToken) => place.RenewAsync();

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class Told : IRunObserver
    {
        private readonly TaskCompletionSource<string> last = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Lines { get; } = [];

        public void On(RunEvent runEvent)
        {
            Lines.Add(((StageDone)runEvent).Detail);
            if (Lines.Count == 2)
            {
                last.TrySetResult(Lines[1]);
            }
        }

        public async Task Until(string line) => Assert.Equal(line, await last.Task);
    }
}
