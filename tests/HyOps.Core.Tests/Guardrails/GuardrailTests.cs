using System.Collections.Immutable;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Testing;

namespace HyOps.Core.Tests.Guardrails;

public sealed class GuardrailTests
{
    private static IntendedRun Run(Tier tier = Tier.Nonprod) => new()
    {
        Environment = TestModules.Environment("site-a", tier),
        EnvironmentNamed = true,
        Phase = Phase.Bootstrap,
    };

    private static IntendedRun WithAuthority(Tier tier, bool unverified = false)
    {
        var authority = new AuthoritySettings
        {
            Kind = AuthoritySettings.AzureKeyVault,
            VaultUri = new Uri("https://site.vault.azure.net/"),
            Login = new ManagedIdentityLogin(null),
            MapFile = "map.csv",
            DisableChallengeResourceVerification = unverified,
            Location = new SourceLocation("environment.yml", 8, 3),
        };
        return Run(tier) with { Environment = TestModules.Environment("site-a", tier) with { Authority = authority } };
    }

    [Fact]
    public void An_environment_that_nobody_named_is_refused() =>
        Refused(new EnvironmentNamed(), Run() with { EnvironmentNamed = false }, "--env site-a");

    [Fact]
    public void A_local_environment_may_be_implied() =>
        Assert.True(new EnvironmentNamed().Check(Run(Tier.Local) with { EnvironmentNamed = false }).IsAllowed);

    [Fact]
    public void Production_without_confirmation_is_refused() =>
        Refused(new ProductionConfirmed(), Run(Tier.Prod), "--confirm site-a");

    [Fact]
    public void Production_confirmed_by_another_name_is_refused() =>
        Refused(new ProductionConfirmed(), Run(Tier.Prod) with { Confirmation = "site-b" }, "site-a");

    [Fact]
    public void Production_confirmed_by_its_name_is_allowed() =>
        Assert.True(new ProductionConfirmed().Check(Run(Tier.Prod) with { Confirmation = "site-a" }).IsAllowed);

    [Theory]
    [InlineData(Tier.Local)]
    [InlineData(Tier.Nonprod)]
    public void Other_tiers_need_no_confirmation(Tier tier) =>
        Assert.True(new ProductionConfirmed().Check(Run(tier)).IsAllowed);

    [Fact]
    public void A_shell_value_that_differs_is_refused_by_name() =>
        Refused(new ShellAgrees(), Run() with { ShellDifferences = [SecretName.Parse("DB_PASSWORD")] }, "--allow-shell DB_PASSWORD");

    [Fact]
    public void A_shell_value_is_allowed_key_by_key()
    {
        var run = Run() with
        {
            ShellDifferences = [SecretName.Parse("DB_PASSWORD"), SecretName.Parse("API_TOKEN")],
            AllowedShellKeys = [SecretName.Parse("API_TOKEN")],
        };

        var verdict = new ShellAgrees().Check(run);

        Assert.False(verdict.IsAllowed);
        Assert.DoesNotContain("API_TOKEN", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Phase.Bootstrap, PhaseSource.Bundle, true)]
    [InlineData(Phase.Bootstrap, PhaseSource.Authority, false)]
    [InlineData(Phase.SteadyState, PhaseSource.Authority, true)]
    [InlineData(Phase.SteadyState, PhaseSource.Bundle, false)]
    [InlineData(Phase.Dr, PhaseSource.Bundle, true)]
    [InlineData(Phase.Dr, PhaseSource.Authority, false)]
    public void A_phase_takes_its_secrets_from_its_own_source(Phase phase, PhaseSource source, bool allowed)
    {
        var verdict = new SourceOfPhase().Check(WithAuthority(Tier.Prod) with { Phase = phase, Source = source });

        Assert.Equal(allowed, verdict.IsAllowed);
    }

    [Theory]
    [InlineData(Phase.SteadyState, "INC-1", true)]
    [InlineData(Phase.SteadyState, " ", false)]
    [InlineData(Phase.Dr, "INC-1", false)]
    public void Only_steady_state_may_take_another_source_and_only_with_a_reason(Phase phase, string reason, bool allowed)
    {
        var source = phase is Phase.SteadyState ? PhaseSource.Bundle : PhaseSource.Authority;

        var verdict = new SourceOfPhase().Check(WithAuthority(Tier.Prod) with { Phase = phase, Source = source, SourceOverride = reason });

        Assert.Equal(allowed, verdict.IsAllowed);
        Assert.Equal(allowed, verdict.Reason.Contains("INC-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_authority_steady_state_takes_the_bundle() =>
        Assert.True(new SourceOfPhase().Check(Run() with { Phase = Phase.SteadyState }).IsAllowed);

    [Fact]
    public void The_check_of_challenges_may_be_off_in_tier_local_alone()
    {
        var local = new ChallengeVerified().Check(WithAuthority(Tier.Local, unverified: true));

        Assert.True(local.IsAllowed);
        Assert.StartsWith("off for https://", local.Reason, StringComparison.Ordinal);
        Refused(new ChallengeVerified(), WithAuthority(Tier.Nonprod, unverified: true), "disable_challenge_resource_verification");
        Refused(new ChallengeVerified(), WithAuthority(Tier.Prod, unverified: true), "disable_challenge_resource_verification");
        Assert.True(new ChallengeVerified().Check(WithAuthority(Tier.Prod)).IsAllowed);
    }

    [Fact]
    public void A_secret_file_that_others_may_read_is_refused_with_the_chmod_to_run() =>
        Refused(new SecretFilesPrivate(), Run() with { ExposedPaths = [new ExposedPath("/r/vault/bootstrap.vault.env", "0644", "600")] }, "chmod 600 '/r/vault/bootstrap.vault.env'");

    [Theory]
    [InlineData(29.0, false, true, "replica is 29 s old, at most 30 s")]
    [InlineData(30.0, false, true, "replica is 30 s old, at most 30 s")]
    [InlineData(30.5, false, false, "replica is 30.5 s old, and may be at most 30 s")]
    [InlineData(3661.0, true, true, "would be refused: replica is 1 h 1 min 1 s old, and may be at most 30 s")]
    [InlineData(null, false, false, "nobody can tell how old replica is: no route to host")]
    public void A_recovery_rests_on_data_that_is_known_to_be_fresh(double? age, bool changesNothing, bool allowed, string reason)
    {
        var run = Recovery(new MeasuredAge("replica", TimeSpan.FromSeconds(30)) { Age = age is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Untold = age is null ? "no route to host" : null });

        var verdict = new DataFresh().Check(run with { ChangesNothing = changesNothing });

        Assert.Equal((allowed, reason), (verdict.IsAllowed, verdict.Reason));
    }

    [Fact]
    public void Stale_data_is_accepted_one_by_one()
    {
        var limit = TimeSpan.FromSeconds(30);
        var run = Recovery(new("replica", limit) { Age = limit * 2 }, new("backup", limit) { Untold = "it is gone" }, new("other", limit) { NotAsked = "restore is done already" });

        Refused(new DataFresh(), run, "--accept-stale replica --accept-stale backup --reason TEXT");
        Refused(new DataFresh(), run with { AcceptedStale = ["replica"] }, "there is: --accept-stale backup --reason TEXT");
        Assert.Equal(
            "replica is 1 min old, and may be at most 30 s; accepted with --accept-stale replica; nobody can tell how old backup is: it is gone; accepted with --accept-stale backup; other was not asked: restore is done already",
            new DataFresh().Check(run with { AcceptedStale = ["replica", "backup"] }).Reason);
    }

    [Fact]
    public void Only_a_recovery_that_describes_freshness_is_asked_for_it()
    {
        Assert.Equal("no recovery", new DataFresh().Check(Run()).Reason);
        Assert.Equal("dr describes no freshness", new DataFresh().Check(Run() with { Phase = Phase.Dr }).Reason);
        Assert.Equal("asked once the probes have their secrets", new DataFresh().Check(Recovery() with { Ages = null }).Reason);
    }

    private static IntendedRun Recovery(params MeasuredAge[] ages)
    {
        var probe = new StepProbe { Command = ["age"], Location = new SourceLocation("environment.yml", 9, 5) };
        var plan = new PhasePlan(Phase.Dr, ImmutableArray<PlanStep>.Empty) { Freshness = [new FreshnessRule { Name = "replica", Probe = probe, MaxAge = TimeSpan.FromSeconds(30) }] };
        return Run() with { Phase = Phase.Dr, Environment = TestModules.Environment("site-a", Tier.Nonprod) with { Phases = Run().Environment.Phases.SetItem(Phase.Dr, plan) }, Ages = ages };
    }

    [Fact]
    public void All_refusals_are_told_at_once()
    {
        var run = Run(Tier.Prod) with { EnvironmentNamed = false };

        var refused = Assert.Throws<GuardrailException>(() => GuardrailException.ThrowIfRefused([.. GuardrailRules.All.Select(rule => rule.Check(run))]));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains("environment-named", refused.Message, StringComparison.Ordinal);
        Assert.Contains("production-confirmed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_the_assembly_is_applied()
    {
        var rules = typeof(IGuardrail).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IGuardrail)) && type.IsClass);

        Assert.Equal(rules.Order(TypesByName), GuardrailRules.All.Select(rule => rule.GetType()).Order(TypesByName));
    }

    private static Comparer<Type> TypesByName => Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static void Refused(IGuardrail rule, IntendedRun run, string nextStep)
    {
        var verdict = rule.Check(run);

        Assert.False(verdict.IsAllowed);
        Assert.Contains(nextStep, verdict.NextStep, StringComparison.Ordinal);
    }
}
