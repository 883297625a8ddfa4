using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HyOps.Drivers.Stacks;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Modules;

/// <summary>
/// The module org/azure/key-vault as far as it can be tried without Azure's provider, which cannot be downloaded everywhere: its text, and, with the
/// real Terraform, all rules of its variables and of checks.tf, which need no provider.
/// </summary>
public sealed partial class KeyVaultModuleTests : IDisposable
{
    private const string Id = "00000000-0000-0000-0000-00000000000";

    // What the init target azure gives, under these names.
    private static readonly string[] OfTarget = ["subscription_id", "tenant_id"];
    private static readonly string Module = Path.Combine(RepositoryRoot.FullPath, "modules", "org", "azure", "key-vault");
    private readonly TempFolder folder = new("key vault");

    private static IReadOnlyList<HclBlock> Blocks => [.. Directory.EnumerateFiles(Path.Combine(Module, "terraform"), "*.tf").Order(StringComparer.Ordinal).SelectMany(file => HclBlockReader.Read(File.ReadAllText(file)))];

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Terraform_finds_it_well_formed()
    {
        var (code, output) = await TerraformAsync(Path.Combine(Module, "terraform"), "fmt", "-check", "-diff", "-recursive");

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Every_input_is_a_variable_and_every_variable_an_input()
    {
        var spec = File.ReadAllText(Path.Combine(Module, "spec.yml"));
        var defaults = spec[spec.IndexOf("  defaults:\n", StringComparison.Ordinal)..spec.IndexOf("execution:\n", StringComparison.Ordinal)];
        var inputs = InputName().Matches(defaults).Select(match => match.Groups[1].Value).Where(name => name is not "required_env").Concat(OfTarget);
        var published = spec[spec.IndexOf("  publish:\n", StringComparison.Ordinal)..spec.IndexOf("probes:", StringComparison.Ordinal)];

        Assert.Equal(inputs.Order(StringComparer.Ordinal), Names("variable").Order(StringComparer.Ordinal));
        Assert.Equal(OutputName().Matches(published).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal), Names("output").Order(StringComparer.Ordinal));

        static IEnumerable<string> Names(string type) => Blocks.Where(block => block.Type == type && block.Parent is null).Select(block => block.Labels.Single());
    }

    [Fact]
    public void No_secret_value_is_in_it()
    {
        var types = Blocks.Where(block => block is { Type: "resource" or "data", Parent: null }).Select(block => block.Labels[0]).ToList();

        Assert.Contains("azurerm_key_vault", types);
        Assert.DoesNotContain(types, type => type is "azurerm_key_vault_secret" or "azurerm_key_vault_key" or "azurerm_key_vault_certificate" or "azuread_application_password" || type.StartsWith("random_", StringComparison.Ordinal));
        Assert.DoesNotContain(Blocks, block => block.Attributes.ContainsKey("sensitive"));
        Assert.DoesNotContain(Blocks, block => block is { Type: "variable" } && SecretName().IsMatch(block.Labels[0]));
        Assert.All(Blocks.Where(block => block is { Type: "variable" or "output", Parent: null }), block => Assert.False(string.IsNullOrEmpty(block.Attributes.GetValueOrDefault("description"))));
    }

    [Fact(Timeout = 120_000)]
    public async Task Good_inputs_pass_every_rule()
    {
        await PrepareAsync();

        var (code, output) = await PlanAsync(Good());

        Assert.True(code == 0, output);
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_wrong_variable_is_told_at_once()
    {
        await PrepareAsync();
        var inputs = Good();
        (string Name, JsonNode Value)[] wrong =
        [
            ("subscription_id", "mine"), ("tenant_id", "contoso.com"), ("resource_group_name", "rg."), ("vault_name", "kv--x"), ("sku", "gold"), ("soft_delete_retention_days", 91),
            ("authorization", "both"), ("officers", new JsonArray("alice")), ("readers", new JsonArray("bob")), ("network_default_action", "deny"), ("network_bypass", "All"),
            ("ip_rules", new JsonArray("10.0.0.1")), ("eso_issuer", "http://x"), ("eso_service_accounts", new JsonArray("just-a-name")),
        ];
        Array.ForEach(wrong, one => inputs[one.Name] = one.Value);

        var (code, output) = await PlanAsync(inputs);

        Assert.Equal(1, code);
        Assert.All(wrong, one => Assert.Contains($"var.{one.Name}", output, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_no_single_variable_tells_is_told_too()
    {
        await PrepareAsync();
        var inputs = Good();
        inputs["ip_rules"] = new JsonArray();
        inputs["officers"] = new JsonArray();
        inputs["public_network_access"] = false;
        inputs["private_dns_zone_ids"] = new JsonArray("/zone");
        inputs["eso_service_accounts"] = new JsonArray();

        var (code, output) = await PlanAsync(inputs);

        Assert.Equal(1, code);
        Assert.All(
            (string[])["Nobody could reach the vault", "needs a private_endpoint_subnet_id", "need a private_endpoint_subnet_id", "Nobody could write a secret", "would be nobody's"],
            text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    private static JsonObject Good() => new()
    {
        ["subscription_id"] = $"{Id}1", ["tenant_id"] = $"{Id}2", ["resource_group_name"] = "rg-platform", ["location"] = "uksouth", ["vault_name"] = "kv-platform-drill",
        ["officers"] = new JsonArray($"{Id}4"), ["ip_rules"] = new JsonArray("203.0.113.7", "198.51.100.0/24"), ["eso_issuer"] = "https://issuer.example.org/",
    };

    private async Task PrepareAsync()
    {
        folder.CreateFolder("stack");
        foreach (var file in (string[])["variables.tf", "checks.tf"])
        {
            File.Copy(Path.Combine(Module, "terraform", file), folder.At("stack", file));
        }

        var (code, output) = await TerraformAsync(folder.At("stack"), "init", "-input=false", "-no-color");
        Assert.True(code == 0, output);
    }

    private Task<(int Code, string Output)> PlanAsync(JsonObject inputs)
    {
        folder.Write("stack/inputs.tfvars.json", inputs.ToJsonString());
        return TerraformAsync(folder.At("stack"), "plan", "-input=false", "-no-color", "-lock=false", "-var-file=inputs.tfvars.json");
    }

    private async Task<(int Code, string Output)> TerraformAsync(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("terraform", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder.CreateFolder("home");
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment.Remove("TF_CLI_CONFIG_FILE");
        using var terraform = Process.Start(start)!;
        var error = terraform.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await terraform.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terraform.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Terraform breaks messages into lines, with a frame: what is searched for may be on two of them.
        return (terraform.ExitCode, Frame().Replace(output + await error, " "));
    }

    [GeneratedRegex("^    ([a-z][a-z_]*):", RegexOptions.Multiline)]
    private static partial Regex InputName();

    [GeneratedRegex("^    - ([a-z_]+)$", RegexOptions.Multiline)]
    private static partial Regex OutputName();

    [GeneratedRegex("password|secret|token|private_key")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\s*\n[│\s]*")]
    private static partial Regex Frame();
}
