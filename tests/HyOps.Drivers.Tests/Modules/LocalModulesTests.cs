using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Ansible;
using HyOps.Drivers.Packer;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Modules;

public sealed class LocalModulesTests
{
    // Template marks, quotes, a line end and non-ASCII: nothing of a value is interpreted on its way.
    private const string Password = "pä{{ 7*7 }}\"'$x\nsecond line";
    private const string Token = "tok-abcdefgh-123456";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Image_network_and_app_fit_together_and_a_second_run_changes_nothing()
    {
        using var image = Bench("core/local/image/packer");
        using var network = Bench("core/local/network/terraform");
        using var app = Bench("platform/local/app/ansible");
        image.Inputs = new JsonObject { ["image_name"] = "hyops-app", ["image_version"] = "1.0.0" };
        network.Inputs = NetworkInputs();
        app.Secrets["APP_DB_PASSWORD"] = Password;
        app.Secrets["APP_API_TOKEN"] = Token;

        var built = await image.RunAsync(new PackerDriver(image.Runner), new Version(1, 6, 6), Cancel);
        var planned = await network.RunAsync(new TerraformDriver(network.Runner), new Version(1, 11, 4), Cancel);
        app.Inputs = AppInputs(built, planned);
        var installed = await RunAppAsync(app);
        var again = await RunAppAsync(app);

        Assert.All([built, planned, installed], static outcome => Assert.Equal((StepOutcome.Changed, null), (outcome.Outcome, outcome.Failure)));
        Assert.Equal("10.60.1.10", (string?)planned.Outputs["app_address"]);
        Assert.Equal("http://app.local.home.arpa:8080", (string?)installed.Outputs["app_url"]);
        Assert.True((bool?)installed.Outputs["secrets_proved"]?["APP_DB_PASSWORD"]);
        Assert.True((bool?)installed.Outputs["secrets_proved"]?["APP_API_TOKEN"]);
        Assert.Empty(installed.WithheldOutputs);
        Assert.Equal((StepOutcome.Unchanged, null), (again.Outcome, again.Failure));
        await SecretsArrivedInOneFileOnlyAsync(app);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_proof_fails_where_the_installed_secret_is_another_and_shows_neither()
    {
        using var folder = new TempFolder("proof");
        var file = folder.Write("secrets.json", """{"db_password":"installed-value-1"}""");
        var script = Path.Combine(RepositoryRoot.FullPath, "modules/platform/local/app/ansible/files/prove_secrets.py");
        using var bench = new StepBench();
        bench.Folder.Write("inventory/hosts.yml", "app: { hosts: { localhost: { ansible_connection: local } } }\n");
        bench.Stack("playbook.yml", """
            - hosts: app
              gather_facts: false
              tasks:
                - name: Prove
                  ansible.builtin.command: { argv: ["{{ ansible_playbook_python }}", "{{ script }}", "{{ file }}", "db_password=DB_PASSWORD"] }
            """);
        bench.Inputs = new JsonObject { ["script"] = script, ["file"] = file };
        bench.Secrets["DB_PASSWORD"] = "expected-value-2";

        var outcome = await bench.RunAsync(new AnsibleDriver(bench.Runner), new Version(2, 14, 18), Cancel);

        Assert.Equal(StepOutcome.Failed, outcome.Outcome);
        Assert.Contains("task 'Prove' failed on localhost", outcome.Failure, StringComparison.Ordinal);
        Assert.Contains("DB_PASSWORD\\\": false", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("installed-value-1", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("expected-value-2", bench.Log.ToString(), StringComparison.Ordinal);
    }

    private static Task<DriverOutcome> RunAppAsync(StepBench app) => app.RunAsync(new AnsibleDriver(app.Runner), new Version(2, 14, 18), Cancel);

    private static async Task SecretsArrivedInOneFileOnlyAsync(StepBench app)
    {
        var root = app.Folder.At("root", "apps", "hyops-app");
        var file = Path.Combine(root, "secrets.json");
        var secrets = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancel))!;
        Assert.Equal((Password, Token), ((string?)secrets["db_password"], (string?)secrets["api_token"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        File.Delete(file);
        var rest = app.Log + StepBench.AllTextBelow(app.Folder.FullPath);
        Assert.DoesNotContain(Token, rest, StringComparison.Ordinal);
        Assert.DoesNotContain("7*7", rest, StringComparison.Ordinal);
    }

    private static StepBench Bench(string stack) => new()
    {
        StackDirectory = Path.Combine(RepositoryRoot.FullPath, "modules", stack),
        InventoryDirectory = Path.Combine(RepositoryRoot.FullPath, "inventories", "local"),
    };

    private static JsonObject NetworkInputs() => new()
    {
        ["network_name"] = "local",
        ["network_cidr"] = "10.60.0.0/16",
        ["subnet_bits"] = 8,
        ["subnets"] = new JsonArray("management", "app", "data"),
        ["app_subnet"] = "app",
        ["app_host_number"] = 10,
        ["domain"] = "home.arpa",
    };

    private static JsonObject AppInputs(DriverOutcome image, DriverOutcome network) => new()
    {
        ["app_name"] = "hyops-app",
        ["app_root"] = "",
        ["image_path"] = (string?)image.Outputs["image_path"],
        ["image_checksum"] = (string?)image.Outputs["artifact_checksum"],
        ["app_address"] = (string?)network.Outputs["app_address"],
        ["app_fqdn"] = (string?)network.Outputs["app_fqdn"],
        ["dns_address"] = (string?)network.Outputs["dns_address"],
        ["listen_port"] = 8080,
        ["log_level"] = "info",
        ["db_password_env"] = "APP_DB_PASSWORD",
        ["api_token_env"] = "APP_API_TOKEN",
        ["required_env"] = new JsonArray("APP_DB_PASSWORD", "APP_API_TOKEN"),
        ["load_vault_env"] = true,
    };
}
