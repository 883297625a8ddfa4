using HyOps.Core.Authorities;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Rotation;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;
using HyOps.Engine.Tests.Phases;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Rotation;

/// <summary>A project whose steady state uses a key of the authority: a module, a probe, and, where wanted, a cluster behind a scripted kubectl.</summary>
internal sealed class RotationWorld : IDisposable
{
    public const string OldValue = "canary-old-value-0123456789";
    private readonly string input;

    public RotationWorld(string consumers = "", string externalSecrets = "", string input = "", string map = "shop,APP_DB_PASSWORD,app-db\nshop,APP_LICENSE,app-license\n", string probe = "probes/login.sh")
    {
        this.input = input;
        World.Folder.WriteScript("tools/terraform", "echo 'Terraform v1.11.4'");
        World.Folder.Write("project/modules/core/test/app/spec.yml", $"""
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/app"
            inputs:
              defaults:
                required_env: [APP_DB_PASSWORD]
            execution: {"{"} driver: "iac/terraform" {"}"}
            probes:
              - {"{"} name: login, for: APP_DB_PASSWORD, command: [{probe}, --now], expect: "logged in", timeout: 10s {"}"}
            {consumers}
            """);
        World.Folder.Write("project/modules/core/test/app/terraform/main.tf", "");
        Probe("echo \"$HYOPS_SECRET_VERSION $HYOPS_SECRET_KEY $*\" >> ../../../../../probe.log; env | cut -d= -f1 | sort > ../../../../../probe.env; echo logged in");
        World.Folder.Write("project/map.csv", map);
        World.Folder.Write("project/inventories/lab/environment.yml", $"""
            api_version: hybridops/v1
            kind: Environment
            name: lab
            tier: nonprod
            secrets:
              authority:
                kind: azure-key-vault
                vault_uri: "https://memory.vault.example/"
                map: map.csv
                auth: {"{"} method: azure-cli, tenant_id: t {"}"}
            {externalSecrets}
            phases:
              bootstrap:
                steps: [{"{"} id: seed, module: core/test/app {"}"}]
              steady-state:
                steps: [{"{"} id: app, module: core/test/app {"}"}]

            """);
        Authority.Inner.Put("app-db", OldValue);
    }

    public static SecretName Key { get; } = SecretName.Parse("APP_DB_PASSWORD");

    public TestWorld World { get; } = new();

    public FaultyAuthority Authority { get; } = new();

    public ScriptedDriver Driver { get; set; } = new();

    /// <summary>What the operator's shell holds, beside PATH.</summary>
    public Dictionary<string, string?> Variables { get; } = new() { ["APP_LICENSE"] = "licence-from-the-shell-1" };

    public string Root => World.Folder.At("root");

    public string StateFile => Path.Combine(Root, "state", "rotations", "APP_DB_PASSWORD.json");

    public StoredRun LastRotation => new RunStore(Path.Combine(Root, "logs")).List().First(run => run.Id.Verb == "rotate");

    public void Probe(string body) => World.Folder.WriteScript("project/modules/core/test/app/probes/login.sh", body);

    /// <summary>Takes the module's probes out of its spec.yml, and gives them back.</summary>
    public void HasProbes(bool has)
    {
        var spec = World.Folder.At("project/modules/core/test/app/spec.yml");
        const string with = "probes:\n  - {", without = "probes: []\n#  - {";
        File.WriteAllText(spec, File.ReadAllText(spec).Replace(has ? without : with, has ? with : without, StringComparison.Ordinal));
    }

    /// <summary>Changes a word of environment.yml, or of the module's spec.yml.</summary>
    public void Edit(string file, string from, string to)
    {
        var path = World.Folder.At("project", file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Makes the environment's bundle.</summary>
    public async Task SealAsync(string password, string key, string value)
    {
        var surroundings = World.Surroundings();
        var chosen = ChosenEnvironment.From(surroundings, "lab", Root);
        var source = new VaultPasswordSource(new() { Command = $"echo {password}" }, chosen, surroundings, new ProcessCommandRunner(new Masker(), TimeProvider.System), new Masker());
        await new BundleStore(chosen, source, new Masker(), TimeProvider.System).UpdateAsync(bundle => bundle.With(SecretName.Parse(key), SecretValue.From(value)), TestContext.Current.CancellationToken);
    }

    public IReadOnlyList<SecretVersion> Versions => Authority.Inner.ListVersionsAsync("app-db", CancellationToken.None).Result;

    public Task<RotationResult> RotateAsync(Func<RotateOptions, RotateOptions>? adjust = null)
    {
        var masker = new Masker();
        var variables = new Dictionary<string, string?>(Variables) { ["PATH"] = World.Folder.At("tools") + ":/usr/bin:/bin" };
        var services = new EngineServices
        {
            World = World.Surroundings(variables, input),
            Masker = masker,
            Runner = new ProcessCommandRunner(masker, TimeProvider.System),
            Drivers = new Dictionary<DriverKind, IDriver> { [DriverKind.Terraform] = Driver },
            Authorities = new Dictionary<string, ISecretAuthorityProvider> { [AuthoritySettings.AzureKeyVault] = Authority },
        };
        var options = new RotateOptions { Keys = [Key], Project = World.Folder.At("project"), Environment = "lab", Root = Root, Wait = TimeSpan.Zero, Pause = TimeSpan.FromMilliseconds(10) };
        return new RotateSecrets(services).RunAsync(adjust is null ? options : adjust(options), new Nobody(), TestContext.Current.CancellationToken);
    }

    public void Dispose() => World.Dispose();

    private sealed class Nobody : IRunObserver
    {
        public void On(RunEvent runEvent)
        {
        }
    }
}
