using System.Text.Json.Nodes;
using HyOps.Contracts.Projects;
using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Tests.Projects;

public sealed class EnvironmentTests : IDisposable
{
    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_project_in_which_nothing_is_wrong_gives_its_plan()
    {
        var result = project.Validate();

        Assert.Empty(result.Problems);
        Assert.Equal(2, result.ModuleCount);
        var plan = result.Environment!.Phases[Phase.Bootstrap];
        Assert.Equal(["net", "app"], plan.Steps.Select(step => step.Id));
        Assert.Equal([new Wire("address", "net", "address")], plan.Steps[1].Wires);
        Assert.Equal(["net"], plan.Steps[1].Needs);
        Assert.Equal("APP_DB_PASSWORD", plan.Steps[1].Module.References["db_password_env"].Value);
    }

    [Fact]
    public void Inputs_lie_over_defaults_and_keep_what_they_do_not_set()
    {
        project.Write(SampleProject.AppInputs, "port: 9090\nhosts: [a]\napps: { shop: { port: 0644 } }\n");

        var inputs = InputsJson.Of(project.Validate().Environment!.Phases[Phase.Bootstrap].Steps[1].Module.Inputs);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"address":"","port":9090,"tls":false,"backend":"none","mode":"","apps":{"shop":{"port":"0644"}},"hosts":["a"],
                "required_env":["APP_DB_PASSWORD"],"db_password_env":"APP_DB_PASSWORD","s3_key_env":""}
                """),
            inputs), inputs.ToJsonString());
    }

    [Fact]
    public void A_literal_under_with_is_an_operators_input()
    {
        project.Replace(SampleProject.Environment, "with: { ", "with: { mode: fast, ");

        var result = project.Validate();

        Assert.Empty(result.Problems);
        Assert.Equal("fast", Assert.IsType<ConfigScalar>(result.Environment!.Phases[Phase.Bootstrap].Steps[1].Module.Inputs["mode"]).Text);
    }

    [Fact]
    public void All_problems_of_all_files_come_at_once_in_the_order_of_files()
    {
        project.Replace(SampleProject.Environment, "name: lab", "name: lob").Replace(SampleProject.Environment, "needs: [net]", "needs: [nte]");
        project.Write(SampleProject.AppInputs, "prot: 1\ndb_password_env: OTHER_KEY\n");
        project.Replace(SampleProject.NetSpec, "publish: [address, zone_names]", "publish: [address, address]");

        var problems = project.Validate().Problems;

        Assert.Equal(["HYO1302", "HYO1305", "HYO1209", "HYO1203", "HYO1108"], problems.Select(problem => problem.Code));
        Assert.Equal("platform/lab/app", problems[3].ModuleRef);
        Assert.Equal(("inputs.db_password_env", "OTHER_KEY"), (problems[3].Field, problems[3].Key));
    }

    [Fact]
    public void One_phase_is_not_stopped_by_the_modules_of_another()
    {
        project.Append(SampleProject.Environment, "  dr:\n    steps:\n      - { id: net, module: core/lab/none }\n");

        Assert.True(project.Validate(new ValidationRequest { Environment = SampleProject.Lab, Phase = Phase.Bootstrap }).Ok);
        Assert.Equal("HYO1304", project.Only().Code);
    }

    [Fact]
    public void The_sections_become_settings()
    {
        project.Write("secrets/map.csv", "app,APP_DB_PASSWORD,app-db\n");
        project.Append(SampleProject.Environment, """
              dr:
                targets: { recovery_time: 1h30m, data_loss: 0s }
                steps:
                  - { id: net, module: core/lab/net, inputs: inputs/net.yml }
            execution_plane: runner-local
            guardrails: { protect: ["azurerm_key_vault.*"], max_destroy: 2 }
            contracts: { inactive_defaults: warn, unknown_inputs: warn }
            secrets:
              authority: { kind: azure-key-vault, vault_uri: "https://lab.vault.example/", map: secrets/map.csv, scope: all, auth: { method: workload-identity, tenant_id: t, client_id: c } }
              break_glass: { file: docs/secrets.enc.yaml, runbook: docs/break-glass.md, keys: [DB_PASSWORD, APP_TOKEN] }
              allow_reserved: [TF_CLI_ARGS_plan]

            """);

        var result = project.Validate();

        Assert.Empty(result.Problems);
        var environment = result.Environment!;
        Assert.Equal((Tier.Nonprod, ExecutionPlane.RunnerLocal, 2), (environment.Tier, environment.ExecutionPlane, environment.Guardrails.MaxDestroy));
        Assert.Equal(new RecoveryTargets(TimeSpan.FromMinutes(90), TimeSpan.Zero), environment.Phases[Phase.Dr].Targets);
        Assert.Equal(("secrets/map.csv", new WorkloadIdentityLogin("t", "c", null)), (environment.Authority!.MapFile, environment.Authority.Login));
        Assert.Equal("app-db", environment.SecretMap.Rows[SecretName.Parse("APP_DB_PASSWORD")].Reference.Name);
        Assert.Equal(("docs/break-glass.md", "APP_TOKEN DB_PASSWORD"), (environment.BreakGlass!.Runbook, string.Join(' ', environment.BreakGlass.Keys)));
        Assert.Equal((Severity.Warning, Severity.Warning), (environment.InactiveDefaults, environment.UnknownInputs));
        Assert.True(environment.Tools["terraform"].Allows(new Version(1, 11, 4)));
    }

    [Fact]
    public void The_rules_of_guardrails_are_read_as_they_are_written()
    {
        project.Append(SampleProject.Environment, """
            guardrails:
              protect: ["module.db.*"]
              rules:
                - { resource: "azurerm_*", action: any, attribute: "acls[0].ip[*].tags[\"a.b\"]", not_equals: True, verdict: deny, reason: "why", when_unknown: allow }
                - { resource: module.db.*, action: replace, verdict: warn, reason: "why not" }
                - { resource: t, action: create, attribute: a, equals: "", verdict: deny, reason: r }
                - { resource: t, action: update, attribute: a, matches: '^0\.0', verdict: deny, reason: r }
                - { resource: t, action: delete, attribute: a, present: false, verdict: deny, reason: r }

            """);

        var result = project.Validate();

        Assert.Empty(result.Problems);
        var rules = result.Environment!.Guardrails.Rules;
        Assert.Equal(("azurerm_*", RuleAction.Any, true, true, "why"), (rules[0].Resource, rules[0].Action, rules[0].Denies, rules[0].AllowsUnknown, rules[0].Reason));
        Assert.Equal(
            [new AttributeStep("acls", null), new AttributeStep(null, 0), new AttributeStep("ip", null), new AttributeStep(null, null), new AttributeStep("tags", null), new AttributeStep("a.b", null)],
            rules[0].Attribute!.Steps);
        Assert.Equal(new NotEqualsCondition("true"), rules[0].Condition);
        Assert.Equal((false, RuleAction.Replace, false, null, null), (rules[1].Denies, rules[1].Action, rules[1].AllowsUnknown, rules[1].Attribute, rules[1].Condition));
        Assert.Equal(new EqualsCondition(""), rules[2].Condition);
        Assert.Equal(new PresentCondition(false), rules[4].Condition);
        Assert.Equal(@"matches '^0\.0'", rules[3].Condition!.Words);
        Assert.Equal("environment.yml(18,7)", rules[0].Location.ToString().Split('/')[^1]);
    }

    [Theory]
    [InlineData("resource: a, action: destroy, verdict: deny, reason: r", "HYO1104")]
    [InlineData("resource: a, action: any, verdict: refuse, reason: r", "HYO1104")]
    [InlineData("resource: a, action: any, verdict: deny", "HYO1101")]
    [InlineData("action: any, verdict: deny, reason: r", "HYO1101")]
    [InlineData("resource: a, action: any, verdict: deny, reason: r, atribute: b", "HYO1102")]
    [InlineData("resource: a, action: any, verdict: deny, reason: r, attribute: b, equals: [1]", "HYO1103")]
    public void A_rule_that_is_not_understood_is_never_passed_over(string rule, string code)
    {
        project.Append(SampleProject.Environment, $"guardrails:\n  rules: [{{ {rule} }}]\n");

        Assert.Contains(project.Validate().Problems, problem => problem.Code == code && problem.Location.Line == 16);
    }

    [Fact]
    public void A_broken_secret_map_does_not_stand_in_the_way_of_a_recovery()
    {
        project.Append(SampleProject.Environment, "  dr:\n    steps:\n      - { id: net, module: core/lab/net, inputs: inputs/net.yml }\n").WithAuthority(map: "lab,APP_DB_PASSWORD\n");

        var recovery = project.Validate(new ValidationRequest { Environment = SampleProject.Lab, Phase = Phase.Dr });
        var bootstrap = project.Validate(new ValidationRequest { Environment = SampleProject.Lab, Phase = Phase.Bootstrap });

        Assert.Empty(recovery.Problems);
        Assert.Equal(ProblemCodes.BadMapRow, Assert.Single(bootstrap.Problems).Code);
    }

    [Fact]
    public void An_older_tree_may_have_its_inactive_defaults_and_its_unknown_inputs_as_warnings()
    {
        project.Append(SampleProject.Environment, "contracts: { inactive_defaults: warn, unknown_inputs: warn }\n");
        project.Replace(SampleProject.AppSpec, "s3_key_env: \"\"", "s3_key_env: \"\"\n    gcs_key_env: \"APP_GCS\"");
        project.Write(SampleProject.AppInputs, "description: x\n");

        var result = project.Validate();

        Assert.True(result.Ok);
        Assert.Equal(["HYO1209", "HYO1203"], result.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void What_the_operator_sets_is_an_error_also_in_an_older_tree()
    {
        project.Append(SampleProject.Environment, "contracts: { inactive_defaults: warn }\n").Write(SampleProject.AppInputs, "db_password_env: APP_OTHER\n");

        Assert.Equal((ProblemCodes.ReferenceNotRequired, Severity.Error), (project.Only().Code, project.Only().Severity));
    }

    [Fact]
    public void A_module_alone_with_inputs_warns_of_unknown_ones()
    {
        var file = project.Write("my.yml", "description: x\n");

        var result = project.Validate(new ValidationRequest { Module = SampleProject.App, InputsFile = file });

        Assert.True(result.Ok);
        Assert.NotNull(result.Module);
        Assert.Equal(("HYO1209", "my.yml"), (result.Problems[0].Code, result.Problems[0].Location.File));
    }

    [Fact]
    public void A_bare_tree_is_validated_with_its_own_defaults()
    {
        project.Replace(SampleProject.AppSpec, "mode: \"\"", "mode: \"CHANGE_ME\"");
        Directory.Delete(project.At("inventories"), recursive: true);

        var result = project.Validate(new ValidationRequest());

        Assert.Empty(result.Problems);
        Assert.Equal(2, result.ModuleCount);
    }

    [Fact]
    public void Links_are_not_followed_so_that_a_tree_that_contains_itself_ends()
    {
        Directory.CreateSymbolicLink(project.At("modules/core/loop"), project.At("modules"));

        Assert.Equal(2, project.Validate(new ValidationRequest()).ModuleCount);
    }

    [Fact]
    public void The_environments_of_this_repository_hold()
    {
        var root = HyOps.Testing.RepositoryRoot.FullPath;
        var validator = new ContractValidator(ProjectFolders.At(root));

        Assert.Empty(validator.Environments().SelectMany(name =>
            validator.Validate(new ValidationRequest { Environment = EnvironmentName.Parse(name) }, TestContext.Current.CancellationToken).Problems));
        Assert.Empty(validator.Validate(new ValidationRequest(), TestContext.Current.CancellationToken).Problems);
    }
}
