using HyOps.Azure.Requests;
using HyOps.Testing;
using HyOps.Testing.KeyVault;

namespace HyOps.Azure.Tests;

/// <summary>No storm: whatever the vault refuses, all is read in the end, and the requests stay under its limit.</summary>
public sealed class ThrottlingTests
{
    private const int Secrets = 274;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.05, null)]
    [InlineData(0.05, 2)]
    [InlineData(0.30, null)]
    public async Task All_is_read_though_a_share_is_refused(double share, int? retryAfterSeconds)
    {
        await using var vault = await Vault.StartAsync(options => options with { Clock = new FastClock(20) });
        var references = vault.Fill(Secrets);
        vault.Server.Faults.Throttling = Throttling.Share(share);
        vault.Server.Faults.RetryAfter = retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync(references, Token);

        Assert.Equal(Secrets, reading.Found.Length);
        var requests = vault.Server.Requests.ForSecrets;
        Assert.Equal(Secrets, requests.Count(request => request.Status == 200));
        Assert.Contains(requests, request => request.Status == 429);
        Assert.InRange(requests.Count, Secrets, (int)(Secrets / (1 - share) * 1.3));
    }

    [Fact]
    public async Task A_vault_that_takes_little_gets_little()
    {
        await using var vault = await Vault.StartAsync(options => options with { Clock = new FastClock(20) });
        var references = vault.Fill(Secrets);
        vault.Server.Faults.Throttling = Throttling.Over(100, TimeSpan.FromSeconds(2));
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync(references, Token);

        Assert.Equal(Secrets, reading.Found.Length);
    }

    [Fact]
    public async Task The_governor_lets_no_more_pass_than_the_vault_takes()
    {
        var clock = new SteppedClock();
        using var governor = new Governor(clock, parallelism: 8);
        var passed = new List<DateTimeOffset>();

        await PassAsync(governor, clock, passed, 6_000);

        Assert.InRange(MostWithin(passed, Window), 2_000, (int)(Governor.Burst + (Governor.FullRate * Window.TotalSeconds)) + 1);
    }

    [Fact]
    public async Task The_governor_slows_everybody_down_and_comes_back_little_by_little()
    {
        var clock = new SteppedClock();
        using var governor = new Governor(clock, parallelism: 8);
        governor.Throttled(null);
        var slow = new List<DateTimeOffset>();

        await PassAsync(governor, clock, slow, 200, answered: false);
        Enumerable.Range(0, 100).ToList().ForEach(_ => governor.Answered());
        var fast = new List<DateTimeOffset>();
        await PassAsync(governor, clock, fast, 400, answered: false);

        Assert.InRange(slow.Count / (slow[^1] - slow[0]).TotalSeconds, 95, 105);
        Assert.InRange(fast.Count / (fast[^1] - fast[0]).TotalSeconds, 190, 210);
    }

    [Fact]
    public async Task The_governor_stands_still_as_long_as_the_vault_says()
    {
        var clock = new SteppedClock();
        using var governor = new Governor(clock, parallelism: 8);
        var start = clock.GetUtcNow();
        governor.Throttled(TimeSpan.FromSeconds(7));

        using (await governor.EnterAsync(Token))
        {
            Assert.InRange(clock.GetUtcNow() - start, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.1));
        }
    }

    [Fact]
    public async Task Retry_after_is_honoured()
    {
        var clock = new FastClock(50);
        await using var vault = await Vault.StartAsync(options => options with { Clock = clock });
        var references = vault.Fill(4);
        vault.Server.Faults.Throttling = Throttling.ByNumber(number => number == 2);
        vault.Server.Faults.RetryAfter = TimeSpan.FromSeconds(8);
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync(references, Token);

        Assert.Equal(4, reading.Found.Length);
        var refused = vault.Server.Requests.ForSecrets.Single(request => request.Status == 429);
        var again = vault.Server.Requests.ForSecrets.Single(request => request.Status == 200 && request.Path == refused.Path);
        Assert.True(again.ArrivedOn - refused.ArrivedOn >= TimeSpan.FromSeconds(8));
        Assert.Equal(refused.ClientRequestId, again.ClientRequestId);
    }

    [Fact]
    public async Task Without_retry_after_each_wait_is_longer_than_the_one_before()
    {
        await using var vault = await Vault.StartAsync(options => options with { Clock = new FastClock(50) });
        var references = vault.Fill(1);
        vault.Server.Faults.Throttling = Throttling.ByNumber(number => number <= 5);
        await using var authority = vault.Open();

        await authority.ReadAsync(references, Token);

        var times = vault.Server.Requests.ForSecrets.Select(request => request.ArrivedOn).ToList();
        Assert.All(
            new[] { 1, 2, 4, 8, 16 }.Index(),
            wait => Assert.True(times[wait.Index + 1] - times[wait.Index] >= TimeSpan.FromSeconds(wait.Item), $"wait {wait.Index} was {times[wait.Index + 1] - times[wait.Index]}"));
    }

    private static async Task PassAsync(Governor governor, SteppedClock clock, List<DateTimeOffset> passed, int count, bool answered = true)
    {
        for (var index = 0; index < count; index++)
        {
            using (await governor.EnterAsync(Token))
            {
                passed.Add(clock.GetUtcNow());
            }

            if (answered)
            {
                governor.Answered();
            }
        }
    }

    private static int MostWithin(List<DateTimeOffset> times, TimeSpan window) =>
        times.Index().Max(first => times.Skip(first.Index).TakeWhile(time => time - first.Item < window).Count());
}
