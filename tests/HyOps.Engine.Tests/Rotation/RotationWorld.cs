using HyOps.Core.Authorities;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Engine.Rotation;
using HyOps.Engine.Runs;
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

    public IReadOnlyList<SecretVersion> Versions => Authority.Inner.ListVersionsAsync("app-db", CancellationToken.None).Result;

    public Task<RotationResult> RotateAsync(Func<RotateOptions, RotateOptions>? adjust = null)
    {
        var masker = new Masker();
        var services = new EngineServices
        {
            World = World.Surroundings(new Dictionary<string, string?> { ["PATH"] = World.Folder.At("tools") + ":/usr/bin:/bin", ["APP_LICENSE"] = "licence-from-the-shell-1" }, input),
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
