using HyOps.Core.Authorities;
using HyOps.Core.Drivers;
using HyOps.Core.Leases;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Drivers.Processes;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Phases;

/// <summary>A project of two modules in a folder of its own, and a run of it with a scripted driver.</summary>
internal sealed class SmallProject : IDisposable
{
    private readonly Masker masker = new();
    private readonly EventList events = new();

    public SmallProject(string tier = "local", string name = "local")
    {
        Name = name;
        World.Folder.WriteScript("tools/terraform", "echo 'Terraform v1.11.4'");
        World.Folder.Write("project/modules/core/test/base/spec.yml", Spec("core/test/base", "size: \"small\"", "[address]"));
        World.Folder.Write("project/modules/core/test/base/terraform/main.tf", "");
        World.Folder.Write("project/modules/core/test/app/spec.yml", Spec("core/test/app", "address: \"\"\n    db_password_env: \"APP_DB_PASSWORD\"\n    required_env: [\"APP_DB_PASSWORD\"]", "[url, db_password_env]"));
        World.Folder.Write("project/modules/core/test/app/terraform/main.tf", "");
        WriteEnvironment(tier);
    }

    public TestWorld World { get; } = new();

    public string Name { get; }

    /// <summary>What any authority of an environment opens.</summary>
    public InMemoryAuthority Authority { get; } = new();

    /// <summary>What gives out the lease of a runbook's environment, and what environment.yml says of it; null where there is none.</summary>
    public (ISharedLeaseProvider Provider, string Yaml)? Lease { get; set; }

    public IReadOnlyList<RunEvent> Events => events.All;

    /// <summary>Does what a view does with an event: perhaps it fails.</summary>
    public Action<RunEvent> Watch { set => events.Watch = value; }

    public string Root => World.Folder.At("root");

    public StoredRun LastRun => new RunStore(Path.Combine(Root, "logs")).List()[0];

    public void Dispose() => World.Dispose();

    public void WriteEnvironment(string tier, string steps = """
              - { id: base, module: core/test/base }
              - id: app
                module: core/test/app
                with: { address: "${steps.base.outputs.address}" }
        """) =>
        World.Folder.Write($"project/inventories/{Name}/environment.yml", $"""
            api_version: hybridops/v1
            kind: Environment
            name: {Name}
            tier: {tier}
            phases:
              bootstrap:
                steps:
            {steps}
              dr:
                steps:
                  - id: app
                    module: core/test/app

            """);

    /// <summary>Makes the environment one of a recovery alone; its probes are shell texts in which <c>$F</c> is the folder of flags.</summary>
    public void WriteRunbook(string dr, string tier = "local") =>
        World.Folder.Write($"project/inventories/{Name}/environment.yml", $"""
            api_version: hybridops/v1
            kind: Environment
            name: {Name}
            tier: {tier}
            {(Lease is { } lease ? $"lease: {lease.Yaml}" : "")}
            phases:
              dr:

            """ + string.Concat(dr.Replace("$F", $"'{Flags}'", StringComparison.Ordinal).Split('\n').Select(line => $"    {line}\n")));

    /// <summary>The folder in which a runbook's probes look for files.</summary>
    public string Flags => World.Folder.CreateFolder("flags");

    /// <summary>Gives the environment an authority, a map of APP_DB_PASSWORD, and a steady state that needs it.</summary>
    public void AddAuthority(string settings = "", string login = "method: managed-identity", string map = "all-of-it,APP_DB_PASSWORD,app-db\n")
    {
        World.Folder.Write("project/secrets/map.csv", map);
        File.AppendAllText(World.Folder.At("project", "inventories", Name, "environment.yml"), $$"""
              steady-state:
                steps:
                  - id: app
                    module: core/test/app
            secrets:
              authority: { kind: azure-key-vault, vault_uri: "https://memory.vault.example/", map: secrets/map.csv, auth: { {{login}} }{{settings}} }

            """);
    }

    /// <summary>Makes the environment need packages of whatever system this is.</summary>
    public void AddPackages(params string[] packages) => File.AppendAllText(
        World.Folder.At("project", "inventories", Name, "environment.yml"),
        $"packages:\n{string.Concat(((string[])["debian", "fedora", "arch", "alpine", "macos"]).Select(family => $"  {family}: [{string.Join(", ", packages)}]\n"))}");

    /// <summary>Makes the module of the app need other keys.</summary>
    public void RequireKeys(params string[] keys) => World.Folder.Write(
        "project/modules/core/test/app/spec.yml", Spec("core/test/app", $"address: \"\"\n    required_env: [{string.Join(", ", keys)}]", "[url]"));

    /// <summary>Makes the module of the app need a key to be made, and perhaps others to be removed.</summary>
    public void RequireKeysToDestroy(params string[] keys) => World.Folder.Write(
        "project/modules/core/test/app/spec.yml",
        Spec("core/test/app", $"address: \"none\"\n    required_env: [APP_DB_PASSWORD]\n    required_env_destroy: [{string.Join(", ", keys)}]", "[url]"));

    public async Task SetAsync(CancellationToken cancellationToken, params string[] assignments)
    {
        var world = World.Surroundings();
        var chosen = ChosenEnvironment.From(world, Name, Root);
        var password = new VaultPasswordSource(new VaultPasswordOptions(), chosen, world, new ProcessCommandRunner(masker, TimeProvider.System), masker);
        await new SetSecrets(new BundleStore(chosen, password, masker, TimeProvider.System), masker, world).RunAsync(new SetOptions { Assignments = [.. assignments] }, cancellationToken);
    }

    public async Task<RunSummary> RunAsync(
        ScriptedDriver driver,
        CancellationToken cancellationToken,
        Func<RunPhaseOptions, RunPhaseOptions>? adjust = null,
        params (string Name, string? Value)[] variables)
    {
        var all = variables.ToDictionary(pair => pair.Name, pair => pair.Value);
        all["PATH"] = World.Folder.At("tools") + ":/usr/bin:/bin";
        var services = new EngineServices
        {
            World = World.Surroundings(all),
            Masker = masker,
            Runner = new ProcessCommandRunner(masker, TimeProvider.System),
            Drivers = new Dictionary<DriverKind, IDriver> { [DriverKind.Terraform] = driver },
            Authorities = new Dictionary<string, ISecretAuthorityProvider> { [Authority.Kind] = Authority },
        };
        services = Lease is { } lease ? services.WithLeases(lease.Provider) : services;
        var options = new RunPhaseOptions { Phase = Phase.Bootstrap, Project = World.Folder.At("project"), Environment = Name, Root = Root };
        return await new RunPhase(services).RunAsync(adjust is null ? options : adjust(options), events, cancellationToken);
    }

    private static string Spec(string module, string defaults, string publish) => $"""
        api_version: hybridops/v1
        kind: ModuleSpec
        module_ref: "{module}"
        metadata: {"{"} title: "A test", description: "A test" {"}"}
        requirements: {"{"} credentials: [] {"}"}
        inputs:
          defaults:
            {defaults}
        execution: {"{"} driver: "iac/terraform" {"}"}
        dependencies: []
        outputs: {"{"} publish: {publish} {"}"}
        probes: []
        constraints: []

        """;

    private sealed class EventList : IRunObserver
    {
        private readonly List<RunEvent> seen = [];

        public IReadOnlyList<RunEvent> All => seen;

        public Action<RunEvent> Watch { get; set; } = static _ => { };

        public void On(RunEvent runEvent)
        {
            seen.Add(runEvent);
            Watch(runEvent);
        }
    }
}
