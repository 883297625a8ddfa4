using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Core.Tests.Modules;

public sealed class ModuleResolverTests
{
    private const string Spec = "spec.yml";
    private const string Operator = "inputs.yml";

    [Fact]
    public void A_reference_at_any_depth_must_name_a_required_key()
    {
        var inputs = Map(Operator, ("apps", Map(Operator, ("shop", Map(Operator, ("db_password_env", Text("SHOP_PW", Operator)))))));

        var problem = Assert.Single(Resolve([("apps", Map(Spec))], inputs).Problems);

        Assert.Equal((ProblemCodes.ReferenceNotRequired, "inputs.apps.shop.db_password_env", "SHOP_PW", Operator), (problem.Code, problem.Field, problem.Key, problem.Location.File));
    }

    [Fact]
    public void A_reference_in_a_list_of_maps_counts_too()
    {
        var list = new ConfigList(At(Spec), [Map(Spec, ("token_env", Text("A_TOKEN")))]);

        Assert.Equal("inputs.nodes[0].token_env", Assert.Single(Resolve([("nodes", list)]).Problems).Field);
    }

    [Theory]
    [InlineData("db_state_env", "shared")]
    [InlineData("app_runtime_env", "prod-a")]
    [InlineData("db_password_env", "")]
    [InlineData("db_password_env", "null")]
    [InlineData("load_vault_env", "true")]
    [InlineData("some_env", "false")]
    public void What_names_no_variable_is_no_reference(string field, string text) =>
        Assert.Empty(Resolve([(field, Plain(text))]).Problems);

    [Fact]
    public void A_rule_without_its_condition_leaves_the_field_alone()
    {
        (string, ConfigNode)[] defaults = [("backend", Text("gcs")), ("s3_key_env", Text("S3_KEY"))];
        var rule = new ConditionalReferences(ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("backend", ["s3"]), ["s3_key_env"], At(Spec));

        Assert.Empty(Resolve(defaults, rules: [rule]).Problems);
        Assert.Equal(Severity.Error, Assert.Single(Resolve(defaults, Map(Operator, ("backend", Text("s3", Operator))), [rule], Severity.Warning).Problems).Severity);
    }

    [Fact]
    public void When_destroying_references_name_the_keys_for_destroying()
    {
        (string, ConfigNode)[] defaults =
        [
            ("required_env", new ConfigList(At(Spec), [Text("A_KEY")])),
            ("required_env_destroy", new ConfigList(At(Spec), [Text("B_KEY")])),
            ("a_env", Text("A_KEY")),
        ];

        Assert.Empty(Resolve(defaults).Problems);
        var problem = Assert.Single(ModuleResolver.Resolve(Contract(defaults), null, new ResolutionOptions { Destroy = true }).Problems);
        Assert.Contains("required_env_destroy", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_operators_list_of_keys_replaces_the_defaults()
    {
        (string, ConfigNode)[] defaults = [("required_env", new ConfigList(At(Spec), [Text("A_KEY")])), ("a_env", Text("A_KEY"))];
        var inputs = Map(Operator, ("required_env", new ConfigList(At(Operator), [Text("B_KEY", Operator)])));

        var resolution = Resolve(defaults, inputs);

        Assert.Equal(["B_KEY"], resolution.Module.RequiredEnv.Select(key => key.Value));
        Assert.Equal("a_env", Assert.Single(resolution.Problems).Field!["inputs.".Length..]);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("ghp_abcdefgh")]
    [InlineData("correct horse battery staple")]
    [InlineData("hunter2!")]
    public void What_may_be_a_value_is_never_in_a_problem(string value)
    {
        var problem = Assert.Single(Resolve([("db_password_env", Text(value))]).Problems);

        Assert.DoesNotContain(value, problem.ToString(), StringComparison.Ordinal);
        Assert.Null(problem.Key);
    }

    [Fact]
    public void A_key_within_a_Kubernetes_secret_is_no_secret()
    {
        Assert.Empty(Resolve([("secret_name", Text("sa")), ("secret_key", Text("credentials.json"))]).Problems);
        Assert.Equal(ProblemCodes.LiteralSecret, Assert.Single(Resolve([("secret_key", Text("credentials.json"))]).Problems).Code);
    }

    [Theory]
    [InlineData("{{ lookup('env', 'DB') }}")]
    [InlineData("")]
    public void A_template_or_nothing_is_no_literal(string text) => Assert.Empty(Resolve([("db_password", Text(text))]).Problems);

    [Fact]
    public void A_spec_alone_may_have_placeholders_and_with_inputs_they_are_errors()
    {
        (string, ConfigNode)[] defaults = [("bucket", Text("CHANGE_ME_BUCKET"))];

        Assert.Empty(ModuleResolver.Resolve(Contract(defaults), null, new ResolutionOptions { WouldRun = false }).Problems);
        Assert.Equal(ProblemCodes.Placeholder, Assert.Single(Resolve(defaults).Problems).Code);
        Assert.Empty(ModuleResolver.Resolve(Contract(defaults), null, new ResolutionOptions { Wired = ["bucket"] }).Problems);
    }

    [Fact]
    public void Inputs_keep_the_text_that_a_round_trip_would_change()
    {
        var texts = (string[])["0644", "1.10", "no", "1e3", "0x1F", "9007199254740993", "-0", "+1", "1_0"];
        var map = Map(Spec, [.. texts.Select((text, index) => ($"k{index}", (ConfigNode)Plain(text)))]);

        Assert.All(InputsJson.Of(map), (pair, index) => Assert.Equal($"\"{texts[index].Replace("+", "\\u002B", StringComparison.Ordinal)}\"", pair.Value!.ToJsonString()));
    }

    [Fact]
    public void Inputs_that_mean_a_number_a_boolean_or_nothing_become_so()
    {
        var json = InputsJson.Of(Map(Spec, ("a", Plain("8000")), ("b", Plain("true")), ("c", Plain("~")), ("d", Text("8000")), ("e", Plain("-5")), ("f", Plain("False"))));

        Assert.Equal("""{"a":8000,"b":true,"c":null,"d":"8000","e":-5,"f":false}""", json.ToJsonString());
    }

    private static SourceLocation At(string file) => new(file, 1, 1);

    private static ConfigScalar Text(string text, string file = Spec) => new(At(file), text, IsPlain: false);

    private static ConfigScalar Plain(string text) => new(At(Spec), text, IsPlain: true);

    private static ConfigMap Map(string file, params (string Key, ConfigNode Value)[] entries) =>
        new(At(file), [.. entries.Select(entry => new ConfigEntry(entry.Key, At(file), entry.Value))]);

    private static ModuleContract Contract((string, ConfigNode)[] defaults, ImmutableArray<ConditionalReferences> rules = default) => new()
    {
        ModuleRef = ModuleRef.Parse("core/lab/m"),
        Location = new SourceLocation(Spec),
        Directory = "/m",
        Defaults = Map(Spec, defaults),
        EnvContract = rules.IsDefault ? [] : rules,
        Driver = DriverKind.Terraform,
        Stack = "terraform",
    };

    private static Resolution Resolve(
        (string, ConfigNode)[] defaults, ConfigMap? inputs = null, ImmutableArray<ConditionalReferences> rules = default, Severity inactive = Severity.Error) =>
        ModuleResolver.Resolve(Contract(defaults, rules), inputs, new ResolutionOptions { InactiveDefaults = inactive });
}
