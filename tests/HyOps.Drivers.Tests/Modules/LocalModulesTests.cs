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
    public async Task What_the_app_installed_is_removed_and_what_others_put_there_stays()
    {
        using var image = Bench("core/local/image/packer");
        using var app = Bench("platform/local/app/ansible");
        image.Inputs = new JsonObject { ["image_name"] = "hyops-app", ["image_version"] = "1.0.0" };
        var built = await image.RunAsync(new PackerDriver(image.Runner), new Version(1, 6, 6), Cancel);
        app.Inputs = AppInputs(built, SampleNetwork);
        app.Secrets["APP_DB_PASSWORD"] = Password;
        app.Secrets["APP_API_TOKEN"] = Token;
        await RunAppAsync(app);
        app.Folder.Write("root/apps/hyops-app/.notes", "mine");
        (app.Action, image.Action) = (StepAction.Destroy, StepAction.Destroy);

        var removed = await RunAppAsync(app);
        var left = Directory.EnumerateFileSystemEntries(app.Folder.At("root", "apps", "hyops-app")).Select(Path.GetFileName).ToList();
        File.Delete(app.Folder.At("root", "apps", "hyops-app", ".notes"));
        await RunAppAsync(app);
        var again = await RunAppAsync(app);
        var unbuilt = await image.RunAsync(new PackerDriver(image.Runner), new Version(1, 6, 6), Cancel);

        Assert.Equal((StepOutcome.Changed, null), (removed.Outcome, removed.Failure));
        Assert.Equal([".notes"], left);
        Assert.False(Directory.Exists(app.Folder.At("root", "apps", "hyops-app")));
        Assert.Equal((StepOutcome.Unchanged, null), (again.Outcome, again.Failure));
        Assert.Equal((StepOutcome.Changed, "2 artifacts removed"), (unbuilt.Outcome, unbuilt.Summary));
        Assert.False(File.Exists((string)built.Outputs["artifact_path"]!));
    }

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
        Assert.Equal("", SecretLeaks.In(app, Password, Token));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_rotated_secret_changes_its_verifier_only_and_no_file_or_command_line_of_ansible_ever_held_it()
    {
        using var image = Bench("core/local/image/packer");
        using var app = Bench("platform/local/app/ansible");
        image.Inputs = new JsonObject { ["image_name"] = "hyops-app", ["image_version"] = "1.0.0" };
        app.Inputs = AppInputs(await image.RunAsync(new PackerDriver(image.Runner), new Version(1, 6, 6), Cancel), SampleNetwork);
        // Ansible keeps the modules that it starts, arguments included, and its temporary files are where the search looks.
        app.Variables["ANSIBLE_KEEP_REMOTE_FILES"] = "1";
        app.Variables["ANSIBLE_VERBOSITY"] = "3";
        app.Variables["TMPDIR"] = app.Folder.CreateFolder("tmp");
        app.Secrets["APP_DB_PASSWORD"] = Password;
        app.Secrets["APP_API_TOKEN"] = Token;

        var installed = await RunAppAsync(app);
        var before = Verifiers(app);
        app.Secrets["APP_DB_PASSWORD"] = "rotated-" + Password;
        var rotated = await RunAppAsync(app);
        var after = Verifiers(app);

        Assert.Equal((StepOutcome.Changed, StepOutcome.Changed), (installed.Outcome, rotated.Outcome));
        Assert.Equal("localhost: ok 7, changed 1", rotated.Summary);
        Assert.NotEqual((string?)before["db_password"], (string?)after["db_password"]);
        Assert.Equal((string?)before["api_token"], (string?)after["api_token"]);
        // The log tells each command line; a secret in one would have been masked.
        var commandLines = app.Log.ToString().Split('\n').Where(static line => line.Contains("> EXEC ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commandLines);
        Assert.DoesNotContain(commandLines, static line => line.Contains("***", StringComparison.Ordinal));
        Assert.Contains("AnsiballZ_command.py", string.Join(' ', Directory.EnumerateFiles(app.Folder.FullPath, "*", SearchOption.AllDirectories)), StringComparison.Ordinal);
        Assert.Equal("", SecretLeaks.In(app, Password, Token));
    }

    private static Task<DriverOutcome> RunAppAsync(StepBench app) => app.RunAsync(new AnsibleDriver(app.Runner), new Version(2, 14, 18), Cancel);

    private static JsonNode Verifiers(StepBench app) => JsonNode.Parse(File.ReadAllText(app.Folder.At("root", "apps", "hyops-app", "verifiers.json")))!;

    private static DriverOutcome SampleNetwork => new()
    {
        Outcome = StepOutcome.Unchanged,
        Summary = "",
        Outputs = new JsonObject { ["app_address"] = "10.60.1.10", ["app_fqdn"] = "app.local.home.arpa", ["dns_address"] = "10.60.1.2" },
    };

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
