using System.Net;
using System.Text.RegularExpressions;
using HyOps.Core;
using HyOps.Testing;
using HyOps.Testing.KeyVault;

namespace HyOps.Cli.Tests.Outages;

/// <summary>
/// Steady state while the vault does not give: it ends after a known number of tries, starts nothing, takes no other source, and says what still
/// works. The page's table has these cases and no others.
/// </summary>
public sealed partial class OutageTests(OutageWorld world) : IClassFixture<OutageWorld>
{
    private const string Page = "docs/runbooks/key-vault-outage.md";

    // By what is seen: what is done to the world, how often the vault is asked for values, and the sign-in host for tokens. (Whether the vault is
    // asked without a token before depends on the SDK's memory, which is the process's.)
    private static readonly Dictionary<string, (Action<OutageWorld> Break, int Values, int Tokens)> Cases = new(StringComparer.Ordinal)
    {
        ["refuses connections on port"] = (world => world.Lead("vault_uri", OutageWorld.Closed()), 0, 0),
        ["it did not answer in time"] = (Silence, 0, 0),
        ["is not known (DNS)"] = (world => world.Lead("vault_uri", new Uri("https://kv-drill.invalid/")), 0, 0),
        ["its TLS certificate is not for"] = (world => world.Lead("vault_uri", world.Stranger.Address), 0, 0),
        ["the vault answered 503"] = (world => world.Vault.Faults.Outages = int.MaxValue, 6, 1),
        ["the vault gets too many requests (429)"] = (world => world.Vault.Faults.Throttling = Throttling.Share(1), 11, 1),
        ["lets this machine's address not in"] = (world => world.Vault.Faults.Refusals["*"] = Refusal.Firewall, 1, 1),
        ["is closed to the public network"] = (world => world.Vault.Faults.Refusals["*"] = Refusal.PrivateLink, 1, 1),
        ["may not be read: no role assignment allows it"] = (world => world.Vault.Faults.Refusals["GET"] = Refusal.Rbac, 2, 1),
        ["may not be read: no access policy allows it"] = (world => world.Vault.Faults.Refusals["GET"] = Refusal.AccessPolicy, 2, 1),
        ["cannot be reached"] = (world => world.Lead("authority_host", OutageWorld.Closed()), 0, 0),
        ["does not work: it answers 503"] = (world => world.Vault.Faults.SignInOutages = int.MaxValue, 0, 6),
    };

    public static TheoryData<string> Seen => [.. Cases.Keys];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Seen))]
    public async Task Steady_state_ends_after_few_tries_starts_nothing_and_says_what_still_works(string seen)
    {
        world.Mend();
        Cases[seen].Break(world);

        var stopped = await world.RunAsync();

        Assert.NotNull(stopped);
        Assert.Equal(ExitCode.SecretsFailed, stopped.ExitCode);
        Assert.Contains(seen, stopped.Message, StringComparison.Ordinal);
        Assert.EndsWith("no step was started, and the bundle was not taken in the authority's place", stopped.Message, StringComparison.Ordinal);
        Assert.Matches(Advice(), stopped.NextStep!);
        Assert.Equal((Cases[seen].Values, Cases[seen].Tokens), (world.Vault.Requests.ForSecrets.Count, world.Vault.Requests.All.Count(request => request.Path.EndsWith("/token", StringComparison.Ordinal))));
        Assert.Equal(["version"], await File.ReadAllLinesAsync(world.ToolCalls, TestContext.Current.CancellationToken));
        var record = world.LastRun.Record!;
        Assert.Equal((21, 0, 0, 0), (record.ExitCode!.Value, record.Steps.Count, record.Secrets.Count, record.Overrides.Count));
    }

    [Theory]
    [InlineData(5, 11)]
    [InlineData(61, 1)]
    public async Task A_vault_that_says_how_long_to_wait_is_waited_for_up_to_a_minute(int seconds, int asked)
    {
        world.Mend();
        world.Vault.Faults.Throttling = Throttling.Share(1);
        world.Vault.Faults.RetryAfter = TimeSpan.FromSeconds(seconds);

        var stopped = await world.RunAsync();

        Assert.Contains(asked == 1 ? "(asked once, at 20" : $"(asked {asked} times since 20", stopped?.Message, StringComparison.Ordinal);
        Assert.Equal(asked, world.Vault.Requests.ForSecrets.Count);
    }

    [Theory]
    [InlineData("PUT", "PATCH", "DELETE", "POST")]
    [InlineData("LIST", "PUT", "deletedsecrets", "POST")]
    public async Task Steady_state_asks_for_values_and_for_nothing_else(params string[] refused)
    {
        world.Mend();
        Assert.All(refused, what => world.Vault.Faults.Refusals[what] = Refusal.Rbac);

        Assert.Null(await world.RunAsync());

        Assert.Equal(0, world.LastRun.Record!.ExitCode);
        Assert.All(world.Vault.Requests.ForSecrets, request => Assert.Equal(("GET", 200), (request.Method, request.Status)));
    }

    [Fact]
    public async Task What_it_says_still_works_does()
    {
        world.Mend();
        world.Lead("vault_uri", OutageWorld.Closed());

        var recovery = await world.CallAsync("run", "dr", "--env", "local", "--no-install");
        var byException = await world.CallAsync("run", "steady-state", "--env", "local", "--no-install", "--secrets-from", "bundle", "--reason", "INC-4711: the vault does not answer");
        var keys = await world.CallAsync("secrets", "keys", "--env", "local");
        var value = await world.CallAsync("secrets", "exec", "--env", "local", "--key", "DB_PASSWORD", "--", "sh", "-c", "test -n \"$DB_PASSWORD\"");
        var runs = await world.CallAsync("runs", "list", "--env", "local");
        var report = await world.CallAsync("runs", "report", world.LastRun.Id.Value, "--env", "local", "--html");

        Assert.All([recovery, byException, keys, value, runs, report], called => Assert.True(called.ExitCode == 0, called.Error));
        Assert.Equal("INC-4711: the vault does not answer", Assert.Single(world.LastRun.Record!.Overrides).Reason);
        Assert.Empty(world.Vault.Requests.All);
    }

    [Fact]
    public void The_page_has_these_cases_and_no_others()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryRoot.FullPath, Page));

        Assert.Equal(Cases.Keys.Order(StringComparer.Ordinal), page.Select(line => Row().Match(line)).Where(row => row.Success).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static void Silence(OutageWorld world)
    {
        world.Provider.AnswerTime = TimeSpan.FromMilliseconds(300);
        world.Lead("vault_uri", new Uri($"https://localhost:{((IPEndPoint)world.Silent.LocalEndpoint).Port}/"));
    }

    [GeneratedRegex("^\\| `…?([^`…]+)…?` \\|")]
    private static partial Regex Row();

    [GeneratedRegex("what still works without it:\n  hyops run dr --env local: .+\n  hyops run bootstrap --env local: .+\n  hyops run steady-state --env local --secrets-from bundle --reason TEXT: .+ The bundle was in step when they were compared last \\(20.+ UTC, 0 days ago\\)\n  hyops secrets keys --env local, .+\n  hyops runs list --env local, .+$")]
    private static partial Regex Advice();
}
