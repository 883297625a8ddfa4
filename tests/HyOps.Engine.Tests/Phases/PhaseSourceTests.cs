using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets.Drift;
using static HyOps.Engine.Tests.Phases.ScriptedDriver;

namespace HyOps.Engine.Tests.Phases;

public sealed class PhaseSourceTests : IDisposable
{
    private const string Key = "APP_DB_PASSWORD";
    private readonly SmallProject project = new();
    private readonly ScriptedDriver driver = new(Address);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Steady_state_takes_a_mapped_key_from_the_authority_and_never_from_the_bundle()
    {
        project.AddAuthority();
        await RunAsync(Phase.Bootstrap);
        var version = project.Authority.Put("app-db", "of-the-authority-1");

        await RunAsync(Phase.SteadyState);

        Assert.Equal("of-the-authority-1", Given());
        Assert.Equal(["read app-db"], project.Authority.Calls);
        var record = project.LastRun.Record!;
        var secret = Assert.Single(record.Secrets);
        Assert.Equal((Key, "azure-key-vault", "app-db", version.Version), (secret.Name, secret.Source, secret.AuthorityName, secret.Version));
        Assert.Equal(new RecordedAuthority("azure-key-vault", "https://memory.vault.example/", record.RunId), record.Authority);
        Assert.Equal(record.RunId, Assert.Single(project.Authority.Opened).CorrelationId);
        Assert.Contains(record.Guardrails, verdict => verdict is { Guardrail: "source-of-phase", Allowed: true } && verdict.Reason.Contains("https://memory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steady_state_needs_no_bundle_where_nothing_comes_from_it()
    {
        project.AddAuthority();
        project.Authority.Put("app-db", "of-the-authority-1");

        await RunAsync(Phase.SteadyState);

        Assert.Equal("of-the-authority-1", Given());
        Assert.False(Directory.Exists(Path.Combine(project.Root, "vault")));
    }

    [Fact]
    public async Task A_mapped_key_that_only_the_bundle_has_is_missing()
    {
        project.AddAuthority();
        await RunAsync(Phase.Bootstrap);
        var before = driver.Requests.Count;

        var refused = await Assert.ThrowsAsync<PhaseSecretsException>(() => RunAsync(Phase.SteadyState));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.Contains("APP_DB_PASSWORD (app-db) cannot be read: NotFound", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mend app-db", refused.NextStep);
        Assert.Equal(before, driver.Requests.Count);
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once_with_its_fixes()
    {
        project.RequireKeys("ONE_TOKEN", "TWO_TOKEN", "SIGN_IN_SECRET", "THREE_TOKEN");
        project.AddAuthority(settings: ", connectivity: [SIGN_IN_SECRET]", map: "x,ONE_TOKEN,one\nx,TWO_TOKEN,two\nx,THREE_TOKEN,three\n");
        project.Authority.Put("one", "1");
        project.Authority.Put("three", "");
        project.Authority.Refusals["two"] = UnreadReason.Disabled;

        var refused = await Assert.ThrowsAsync<PhaseSecretsException>(() => RunAsync(Phase.SteadyState));

        Assert.Contains("TWO_TOKEN (two) cannot be read: Disabled", refused.Message, StringComparison.Ordinal);
        Assert.Contains("THREE_TOKEN (three) is empty", refused.Message, StringComparison.Ordinal);
        Assert.Contains("missing required env vars: SIGN_IN_SECRET", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ONE_TOKEN", refused.Message, StringComparison.Ordinal);
        Assert.Contains("mend two", refused.NextStep, StringComparison.Ordinal);
        Assert.Contains("hyops secrets set --env local SIGN_IN_SECRET=VALUE", refused.NextStep, StringComparison.Ordinal);
        Assert.Equal(["read one three two"], project.Authority.Calls);
    }

    [Fact]
    public async Task Connectivity_keys_come_from_the_bundle_and_the_login_sees_its_own_only()
    {
        project.RequireKeys("APP_DB_PASSWORD", "SITE_TOKEN");
        project.AddAuthority(settings: ", connectivity: [SITE_TOKEN]", login: "method: client-secret, tenant_id: t, client_id: c, client_secret_env: SIGN_IN_SECRET");
        project.Authority.Put("app-db", "of-the-authority-1");
        await project.SetAsync(Token, "SITE_TOKEN=of-the-bundle-1", "SIGN_IN_SECRET=of-the-login-1", "APP_DB_PASSWORD=of-the-bundle-2");

        await RunAsync(Phase.SteadyState);

        Assert.Equal(["of-the-authority-1", "of-the-bundle-1"], driver.Requests[^1].Secrets.Values.Select(value => value.Reveal()));
        Assert.Equal(["SIGN_IN_SECRET"], project.Authority.Opened.Single().Credentials.Names.Select(name => name.Value));
        Assert.Equal([("APP_DB_PASSWORD", "azure-key-vault"), ("SITE_TOKEN", "bundle")], project.LastRun.Record!.Secrets.Select(secret => (secret.Name, secret.Source)));
    }

    [Fact]
    public async Task A_login_without_its_secret_is_told_and_nobody_is_advised_to_invent_one()
    {
        project.AddAuthority(login: "method: client-secret, tenant_id: t, client_id: c, client_secret_env: SIGN_IN_SECRET");

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => RunAsync(Phase.SteadyState));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.Contains("signing in by client-secret needs SIGN_IN_SECRET", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("hyops secrets set --env local SIGN_IN_SECRET=-", refused.NextStep, StringComparison.Ordinal);
        Assert.Empty(project.Authority.Opened);
    }

    [Theory]
    [InlineData(Phase.Bootstrap)]
    [InlineData(Phase.Dr)]
    public async Task Bootstrap_and_DR_open_no_authority_and_send_nothing(Phase phase)
    {
        project.AddAuthority(login: "method: client-secret, tenant_id: t, client_id: c, client_secret_env: SIGN_IN_SECRET");
        project.Authority.Put("app-db", "of-the-authority-1");
        await project.SetAsync(Token, "APP_DB_PASSWORD=of-the-bundle-2");

        await RunAsync(phase);

        Assert.Equal("of-the-bundle-2", Given());
        Assert.Empty(project.Authority.Opened);
        Assert.Empty(project.Authority.Calls);
        Assert.Null(project.LastRun.Record!.Authority);
        Assert.Equal("bundle", project.LastRun.Record!.Secrets.Single().Source);
    }

    [Fact]
    public async Task A_shell_value_that_differs_from_the_authority_is_refused_and_the_allowed_one_is_recorded()
    {
        project.AddAuthority();
        project.Authority.Put("app-db", "of-the-authority-1");
        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => RunAsync(Phase.SteadyState, null, (Key, "of-the-shell-1")));
        Assert.Contains("than the phase's source (azure-key-vault https://memory.vault.example/)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-", refused.Message + refused.NextStep, StringComparison.Ordinal);

        await RunAsync(Phase.SteadyState, options => options with { AllowedShellKeys = [SecretName.Parse(Key)], Reason = "rehearsal" }, (Key, "of-the-shell-1"));

        Assert.Equal("of-the-shell-1", Given());
        Assert.Equal(("shell", null), (project.LastRun.Record!.Secrets.Single().Source, project.LastRun.Record.Secrets.Single().Version));
    }

    [Fact]
    public async Task The_shell_must_agree_with_the_key_to_sign_in_with_or_be_allowed()
    {
        project.AddAuthority(login: "method: client-secret, tenant_id: t, client_id: c, client_secret_env: SIGN_IN_SECRET");
        project.Authority.Put("app-db", "of-the-authority-1");
        await project.SetAsync(Token, "SIGN_IN_SECRET=of-the-login-1");
        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => RunAsync(Phase.SteadyState, null, ("SIGN_IN_SECRET", "of-the-shell-1")));
        Assert.Contains("the shell holds SIGN_IN_SECRET", refused.Message, StringComparison.Ordinal);

        await RunAsync(Phase.SteadyState, options => options with { AllowedShellKeys = [SecretName.Parse("SIGN_IN_SECRET")], Reason = "rehearsal" }, ("SIGN_IN_SECRET", "of-the-shell-1"));

        Assert.Equal(["of-the-login-1", "of-the-shell-1"], project.Authority.Opened.Select(access => access.Credentials.Values.Single().Reveal()));
        Assert.Equal([Key], driver.Requests[^1].Secrets.Names.Select(name => name.Value));
    }

    [Fact]
    public async Task Steady_state_may_be_told_to_take_the_bundle_and_the_record_says_why()
    {
        project.AddAuthority();
        await project.SetAsync(Token, "APP_DB_PASSWORD=of-the-bundle-2");

        await RunAsync(Phase.SteadyState, options => options with { SecretsFromBundle = true, Reason = "INC-4711: vault down" });

        var record = project.LastRun.Record!;
        Assert.Equal("of-the-bundle-2", Given());
        Assert.Empty(project.Authority.Opened);
        Assert.Contains(record.Guardrails, verdict => verdict is { Guardrail: "source-of-phase", Allowed: true } && verdict.Reason.EndsWith("INC-4711: vault down", StringComparison.Ordinal));
        var set = Assert.Single(record.Overrides);
        Assert.Equal(("secrets-from", Key, "INC-4711: vault down"), (set.Kind, set.Keys.Single(), set.Reason));
        Assert.Contains(project.Events.OfType<StageDone>(), done => done.Detail.Contains("in place of azure-key-vault", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Phase.SteadyState, true, null, "--secrets-from sets a rule aside, and no reason is given")]
    [InlineData(Phase.SteadyState, true, " ", "no reason is given")]
    [InlineData(Phase.SteadyState, false, "why", "--reason is given, and nothing that needs one")]
    [InlineData(Phase.Bootstrap, true, "why", "bootstrap takes its secrets from the bundle anyway")]
    [InlineData(Phase.Dr, true, "why", "dr takes its secrets from the bundle anyway")]
    public async Task An_override_without_reason_or_meaning_is_an_operator_error(Phase phase, bool fromBundle, string? reason, string text)
    {
        project.AddAuthority();

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => RunAsync(phase, options => options with { SecretsFromBundle = fromBundle, Reason = reason }));

        Assert.Equal(ExitCode.OperatorError, refused.ExitCode);
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.Root, "logs")));
    }

    [Fact]
    public async Task An_authority_that_is_down_is_told_with_the_last_resort()
    {
        project.AddAuthority();
        project.Authority.Down = new AuthorityException("https://memory.vault.example/ cannot be reached", "check the network");

        var refused = await Assert.ThrowsAsync<AuthorityException>(() => RunAsync(Phase.SteadyState));

        Assert.EndsWith("cannot be reached\nno step was started, and the bundle was not taken in the authority's place", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("check the network\nwhat still works without it:\n  no phase: there is no bundle at ", refused.NextStep, StringComparison.Ordinal);
        Assert.Equal(21, project.LastRun.Record!.ExitCode);
        Assert.Equal("https://memory.vault.example/", project.LastRun.Record.Authority!.Address);
    }

    [Theory]
    [InlineData(null, "Whether the bundle is in step is not known: it was never compared with the authority here")]
    [InlineData(DriftState.Same, "The bundle was in step when they were compared last (20")]
    [InlineData(DriftState.BundleOlder, ", 9 days ago): APP_DB_PASSWORD")]
    [InlineData(DriftState.Unreadable, "Whether the bundle is in step is not known: not all could be compared (20")]
    public async Task What_is_known_of_the_bundle_is_told_where_the_authority_is_down(DriftState? compared, string told)
    {
        project.AddAuthority();
        await project.SetAsync(Token, "APP_DB_PASSWORD=of-the-bundle-2");
        project.Authority.Down = new AuthorityException("https://memory.vault.example/ cannot be reached", "check the network");
        if (compared is { } state)
        {
            var report = new DriftReport { Authority = project.Authority.Address, Keys = [new DriftKey(SecretName.Parse(Key), new SecretReference("app-db"), state)] };
            LastComparison.Note(new RuntimeRoot(project.Root), report, TimeProvider.System.GetUtcNow().AddDays(-9));
        }

        var refused = await Assert.ThrowsAsync<AuthorityException>(() => RunAsync(Phase.SteadyState));

        Assert.Contains(told, refused.NextStep, StringComparison.Ordinal);
        Assert.Empty(driver.Requests);
    }

    [Theory]
    [InlineData(UnreadReason.Forbidden, true)]
    [InlineData(UnreadReason.Disabled, false)]
    public async Task A_role_that_is_gone_is_an_outage_and_a_secret_that_is_missing_is_none(UnreadReason reason, bool isOut)
    {
        project.AddAuthority();
        project.Authority.Refusals["app-db"] = reason;

        var refused = await Assert.ThrowsAsync<PhaseSecretsException>(() => RunAsync(Phase.SteadyState));

        Assert.Equal(isOut, refused.NextStep!.Contains("what still works without it:", StringComparison.Ordinal));
    }

    private static Task<Core.Drivers.DriverOutcome> Address(Core.Drivers.DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Changed with { Outputs = new System.Text.Json.Nodes.JsonObject { ["address"] = "10.0.0.7", ["url"] = "http://10.0.0.7" } });

    private Task<RunSummary> RunAsync(Phase phase, Func<RunPhaseOptions, RunPhaseOptions>? adjust = null, params (string Name, string? Value)[] variables) =>
        project.RunAsync(driver, Token, options => (adjust ?? (same => same))(options with { Phase = phase }), variables);

    private string Given() => driver.Requests[^1].Secrets.Values.Single().Reveal();
}
