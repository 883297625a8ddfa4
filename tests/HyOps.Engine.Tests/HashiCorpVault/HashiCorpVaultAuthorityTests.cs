using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Testing.Providers;

namespace HyOps.Engine.Tests.HashiCorpVault;

public sealed class HashiCorpVaultAuthorityTests
{
    private static readonly VaultAppRoleLogin Role = new("role-1", SecretName.Parse("VAULT_SECRET_ID"), "approle");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fields_of_one_path_take_one_request_and_are_kept_for_the_run()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Put("team/netbox", ("password", "pässwörd-of-the-test"), ("value", "usual-of-the-test"), ("unasked", "unasked-of-the-test"));
        await using var vault = bench.Open();

        var first = await vault.ReadAsync([new("team/netbox#password"), new("team/netbox")], Cancel);
        await vault.ReadAsync([new("team/netbox#password")], Cancel);

        Assert.Equal(["pässwörd-of-the-test", "usual-of-the-test"], first.Found.Select(secret => secret.Value.Reveal()));
        Assert.Equal(("team/netbox#password", "1"), (first.Found[0].Version.Name, first.Found[0].Version.Version));
        Assert.NotNull(first.Found[0].Version.CreatedOn);
        Assert.Equal("***", bench.Masker.Mask("unasked-of-the-test"));
        var request = Assert.Single(bench.Server.Requests);
        Assert.Equal(("/v1/secret/data/team/netbox", "steady-state-20260101T000000Z-0123abcd"), (request.Path, request.Header("x-request-id")));
    }

    [Fact]
    public async Task An_engine_of_version_1_is_read_and_pins_are_refused()
    {
        await using var bench = await VaultBench.StartAsync(kvVersion: 1);
        bench.Kv.Put("netbox", ("value", "one-of-the-test"));
        await using var vault = bench.Open(kvVersion: 1);

        var reading = await vault.ReadAsync([new("netbox"), new("netbox", "2")], Cancel);

        Assert.Equal(("one-of-the-test", "current"), (reading.Found.Single().Value.Reveal(), reading.Found.Single().Version.Version));
        Assert.Contains("keeps none", reading.Unread.Single().Message, StringComparison.Ordinal);
        Assert.Equal("/v1/secret/netbox", bench.Server.Requests.Single().Path);
    }

    [Fact]
    public async Task A_pinned_version_is_read_though_a_newer_one_is_there()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Put("netbox", ("value", "old-of-the-test"));
        bench.Kv.Put("netbox", ("value", "new-of-the-test"));
        await using var vault = bench.Open();

        var reading = await vault.ReadAsync([new("netbox", "1"), new("netbox")], Cancel);

        Assert.Equal([("1", "old-of-the-test"), ("2", "new-of-the-test")], reading.Found.Select(secret => (secret.Version.Version, secret.Value.Reveal())));
    }

    [Fact]
    public async Task Every_secret_that_is_not_given_has_its_own_reason_and_fix_and_hides_no_other()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Put("deleted", ("value", "x-of-the-test"));
        bench.Kv.Delete("deleted", 1);
        bench.Kv.Put("destroyed", ("value", "x-of-the-test"));
        bench.Kv.Destroy("destroyed", 1);
        bench.Kv.Put("fields", ("user", "x-of-the-test"));
        bench.Kv.Put("broken", ("value", "x-of-the-test"));
        bench.Kv.Put("fine", ("value", "fine-of-the-test"));
        bench.Kv.Forbidden.Add("secret/forbidden");
        bench.Kv.Forbidden.Add("forbidden");
        bench.Kv.Instead = name => name == "broken" ? new Reply(500, "{\"errors\":[\"internal error\"]}") : null;
        await using var vault = bench.Open();
        string[] names = ["missing", "deleted", "destroyed", "fields", "forbidden", "broken", "../sys/x", "fine"];

        var reading = await vault.ReadAsync([.. names.Select(name => new SecretReference(name)), new("fine", "9")], Cancel);

        Assert.Equal("fine-of-the-test", reading.Found.Single().Value.Reveal());
        Golden(reading.Unread);
    }

    [Fact]
    public async Task An_AppRole_signs_in_once_for_all_and_its_token_is_revoked_at_the_end()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Api.AppRole = ("role-1", "secret-id-of-the-test");
        var references = Enumerable.Range(0, 40).Select(number => new SecretReference($"s{number}")).ToList();
        references.ForEach(reference => bench.Kv.Put(reference.Name, ("value", $"value-of-{reference.Name}")));
        var vault = bench.Open(Role);

        var reading = await vault.ReadAsync(references, Cancel);
        var live = bench.Api.LiveTokens;
        await vault.DisposeAsync();

        Assert.Equal(references, reading.Found.Select(secret => secret.Reference));
        Assert.Single(bench.Server.Requests, request => request.Path == "/v1/auth/approle/login");
        Assert.Equal((1, 0), (live, bench.Api.LiveTokens));
    }

    [Fact]
    public async Task A_service_account_signs_in_with_its_token_file()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Api.Kubernetes = ("hyops", "a.b.c");
        bench.Kv.Put("netbox", ("value", "one-of-the-test"));
        bench.Folder.Write("sa/token", "a.b.c\n");
        await using var vault = bench.Open(new VaultKubernetesLogin("hyops", "sa/token", "kubernetes"));
        await using var without = bench.Open(new VaultKubernetesLogin("hyops", "sa/none", "kubernetes"));

        var reading = await vault.ReadAsync([new("netbox")], Cancel);
        var refusal = await Assert.ThrowsAsync<AuthorityException>(() => without.ReadAsync([new("netbox")], Cancel));

        Assert.Single(reading.Found);
        Assert.Contains("sa/none", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_is_refused_says_what_to_do()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Api.AppRole = ("role-1", "another");
        await using var vault = bench.Open(Role);

        var refusal = await Assert.ThrowsAsync<AuthorityException>(() => vault.ReadAsync([new("x")], Cancel));

        Assert.Contains("does not accept the AppRole role-1: invalid role or secret ID", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("vault write -f auth/approle/role/ROLE/secret-id", refusal.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_whose_time_ends_during_a_run_is_replaced_by_another_login()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Api.AppRole = ("role-1", "secret-id-of-the-test");
        bench.Kv.Put("a", ("value", "one-of-the-test"));
        bench.Kv.Put("b", ("value", "two-of-the-test"));
        await using var vault = bench.Open(Role);
        await vault.ReadAsync([new("a")], Cancel);
        bench.Api.EndTokens();

        var reading = await vault.ReadAsync([new("b")], Cancel);

        Assert.Equal("two-of-the-test", reading.Found.Single().Value.Reveal());
        Assert.Equal(2, bench.Server.Requests.Count(request => request.Path == "/v1/auth/approle/login"));
    }

    [Fact]
    public async Task Namespaces_are_kept_apart()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Api.Namespace = "team";
        bench.Kv.Put("netbox", ("value", "one-of-the-test"));
        await using var within = bench.Open(adjust: settings => settings with { Namespace = "team" });
        await using var outside = bench.Open();

        Assert.Single((await within.ReadAsync([new("netbox")], Cancel)).Found);
        Assert.Equal(UnreadReason.NotFound, (await outside.ReadAsync([new("netbox")], Cancel)).Unread.Single().Reason);
    }

    [Fact]
    public async Task Throttling_is_waited_out_and_at_the_end_told()
    {
        await using var bench = await VaultBench.StartAsync();
        var left = 3;
        bench.Kv.Put("soon", ("value", "one-of-the-test"));
        bench.Kv.Put("never", ("value", "two-of-the-test"));
        bench.Kv.Instead = name => name == "never" || Interlocked.Decrement(ref left) >= 0
            ? new Reply(429, "{\"errors\":[\"request path: rate limit quota exceeded\"]}") { Headers = name == "soon" ? new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "2" } : [] }
            : null;
        await using var vault = bench.Open();

        var soon = await vault.ReadAsync([new("soon")], Cancel);
        var never = await vault.ReadAsync([new("never")], Cancel);

        Assert.Single(soon.Found);
        Assert.Equal(UnreadReason.Throttled, never.Unread.Single().Reason);
        Assert.Equal(4 + 6, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task No_more_requests_at_once_than_the_settings_allow()
    {
        await using var bench = await VaultBench.StartAsync();
        var (now, most) = (0, 0);
        bench.Server.Before = async (_, aborted) =>
        {
            var at = Interlocked.Increment(ref now);
            InterlockedMax(ref most, at);
            await Task.Delay(5, aborted);
            Interlocked.Decrement(ref now);
        };
        await using var vault = bench.Open(adjust: settings => settings with { Parallelism = 4 });

        await vault.ReadAsync([.. Enumerable.Range(0, 40).Select(number => new SecretReference($"s{number}"))], Cancel);

        Assert.InRange(most, 2, 4);
    }

    [Fact]
    public async Task A_sealed_vault_cannot_be_used_at_all()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Api.Health = 503;
        await using var vault = bench.Open();

        var refusal = await Assert.ThrowsAsync<AuthorityException>(() => vault.ReadAsync([new("x"), new("y")], Cancel));

        Assert.Contains("is sealed", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("unseal it: vault operator unseal", refusal.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_that_redirects_is_not_followed_with_the_token()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Instead = static _ => new Reply(307, "") { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = "https://active.example:8200/v1/x" } };
        await using var vault = bench.Open();

        var refusal = await Assert.ThrowsAsync<AuthorityException>(() => vault.ReadAsync([new("x")], Cancel));

        Assert.Contains("redirects to active.example:8200", refusal.Message, StringComparison.Ordinal);
    }

    private static void Golden(IEnumerable<UnreadSecret> unread) =>
        HyOps.Testing.Golden.Matches("unread.txt", string.Concat(unread.Select(one => $"{one.Reference}: {one.Reason}: {one.Message}\n  {one.Fix}\n")));

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
