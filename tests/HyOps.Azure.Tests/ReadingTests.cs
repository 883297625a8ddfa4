namespace HyOps.Azure.Tests;

public sealed class ReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_secrets_are_read_with_their_versions_in_the_order_asked()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(60);
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync(references, Token);

        Assert.Empty(reading.Unread);
        Assert.Equal(references, reading.Found.Select(found => found.Reference));
        Assert.All(reading.Found, found =>
        {
            Assert.Equal($"value of {found.Reference.Name}", found.Value.Reveal());
            Assert.Equal(vault.Server.Secrets.Find(found.Reference.Name)!.Version, found.Version.Version);
        });
    }

    [Fact]
    public async Task One_call_warms_up_and_the_others_share_its_challenge_and_token()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(40);
        await using var authority = vault.Open();

        await authority.ReadAsync(references, Token);

        var requests = vault.Server.Requests.All;
        Assert.Single(requests, request => request.Status == 401);
        Assert.Single(requests, request => request.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal));
        Assert.Equal(references.Count + 2, requests.Count);
        Assert.Equal(["/secrets/app-000", $"/{vault.Server.Options.TenantId}/oauth2/v2.0/token", "/secrets/app-000"], requests.Take(3).Select(request => request.Path));
    }

    [Fact]
    public async Task No_more_requests_run_at_once_than_allowed()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.Latency = TimeSpan.FromMilliseconds(20);
        var references = vault.Fill(30);
        await using var authority = vault.Open(settings => settings with { Parallelism = 4 });

        await authority.ReadAsync(references, Token);

        Assert.Equal(4, vault.Server.Requests.Peak);
    }

    [Fact]
    public async Task A_secret_is_asked_for_once_in_a_run_by_however_many()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.Latency = TimeSpan.FromMilliseconds(20);
        var references = vault.Fill(5);
        await using var authority = vault.Open();

        var readings = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => authority.ReadAsync([.. references, references[0]], Token)));
        var later = await authority.ReadAsync(references, Token);

        Assert.All([.. readings, later], reading => Assert.Equal(5, reading.Found.Length));
        Assert.Equal(5, vault.Server.Requests.ForSecrets.Count);
    }

    [Fact]
    public async Task A_pinned_version_is_read_and_the_current_one_beside_it()
    {
        await using var vault = await Vault.StartAsync();
        var old = vault.Server.Secrets.Set("db-password", "the old one");
        var current = vault.Server.Secrets.Set("db-password", "the new one");
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync([new("db-password", old.Version), new("db-password")], Token);

        Assert.Equal(["the old one", "the new one"], reading.Found.Select(found => found.Value.Reveal()));
        Assert.Equal([old.Version, current.Version], reading.Found.Select(found => found.Version.Version));
    }

    [Fact]
    public async Task Every_request_tells_its_run()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(3);
        await using var authority = vault.Open();

        await authority.ReadAsync(references, Token);

        var requests = vault.Server.Requests.ForSecrets;
        Assert.Equal(
            ["20261122-0441-8170-8000-1a2b3c4d0001", "20261122-0441-8170-8000-1a2b3c4d0002", "20261122-0441-8170-8000-1a2b3c4d0003"],
            requests.Select(request => request.ClientRequestId).Order());
        Assert.All(requests, request => Assert.StartsWith($"{Vault.RunId} hyops ", request.Headers["User-Agent"], StringComparison.Ordinal));
        Assert.All(requests, request => Assert.True(Guid.TryParse(request.ClientRequestId, out var id) && id.Version == 8));
    }

    [Fact]
    public async Task Values_and_tokens_are_masked_as_soon_as_they_are_known()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Secrets.Set("db-password", "a value that must not be seen");
        await using var authority = vault.Open();

        await authority.ReadAsync([new("db-password")], Token);

        Assert.DoesNotContain("must not be seen", vault.Masker.Mask("<a value that must not be seen>"), StringComparison.Ordinal);
        Assert.DoesNotContain(vault.Server.Directory.Tokens.Single(), vault.Masker.Mask($"Bearer {vault.Server.Directory.Tokens.Single()}"), StringComparison.Ordinal);
        Assert.DoesNotContain(vault.Server.Options.ClientSecret, vault.Masker.Mask(vault.Server.Options.ClientSecret), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_sends_nothing()
    {
        await using var vault = await Vault.StartAsync();

        await using var authority = vault.Open();

        Assert.Empty(vault.Server.Requests.All);
    }

    [Fact]
    public async Task A_cancelled_reading_sends_no_further_request()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(50);
        await using var authority = vault.Open(settings => settings with { Parallelism = 2 });
        await authority.ReadAsync([references[0]], Token);
        vault.Server.Requests.Clear();
        vault.Server.Faults.Latency = TimeSpan.FromSeconds(30);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var reading = authority.ReadAsync(references, cancelled.Token);
        await vault.Server.Requests.UnderWayAsync(2, Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(2, vault.Server.Requests.Peak);
    }

    [Fact]
    public async Task Whoever_gives_up_does_not_stop_the_others()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(2);
        await using var authority = vault.Open();
        await authority.ReadAsync([references[0]], Token);
        vault.Server.Faults.Latency = TimeSpan.FromMilliseconds(200);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var first = authority.ReadAsync([references[1]], cancelled.Token);
        var second = authority.ReadAsync([references[1]], Token);
        await vault.Server.Requests.UnderWayAsync(1, Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Single((await second).Found);
    }
}
