using System.Collections.Immutable;
using HyOps.Contracts.Projects;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Init;
using HyOps.Engine.Preflight;
using HyOps.Engine.Roots;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight;

/// <summary>A project with one Terraform module in environment <c>drill</c>, a runtime root, and tools that are shell scripts.</summary>
internal sealed class PreflightBench : IDisposable
{
    private readonly TestWorld test;

    public PreflightBench(TimeProvider? clock = null, string environment = "drill")
    {
        test = new TestWorld { Clock = clock ?? TimeProvider.System };
        Environment = environment;
        Folder.Write("project/modules/platform/test/app/spec.yml", Spec);
        Folder.CreateFolder("project/modules/platform/test/app/terraform");
        WriteEnvironment(">=1.6 <2");
        Folder.WriteScript("bin/terraform", "echo Terraform v1.11.4");
        Folder.WriteScript("bin/setsid", "echo setsid from util-linux 2.38.1");
        Folder.WriteScript("bin/git", "printf '# branch.oid 0123456789abcdef\\n# branch.head main\\n# branch.upstream origin/main\\n# branch.ab +0 -0\\n'");
        Folder.CreateFolder("root");
        Folder.CreateFolder("root/vault");
        Folder.CreateFolder("root/meta");
        Folder.CreateFolder("root/credentials");
        WritePrivate("root/vault/bootstrap.vault.env", "$ANSIBLE_VAULT;1.1;AES256\n");
        WritePrivate("root/credentials/proxmox.credentials.tfvars", "proxmox_node = \"pve\"\n");
        WriteMarker(test.Clock.GetUtcNow());
        Bundle.Secrets["APP_DB_PASSWORD"] = "not-to-be-seen-1";
        Bundle.Secrets["APP_SSH_PRIVATE_KEY"] = "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n";
    }

    public string Environment { get; }

    public TempFolder Folder => test.Folder;

    public FakeBundleAccess Bundle { get; } = new();

    public string Root => Folder.At("root");

    /// <summary>Who has the shared lease, or why nobody can say.</summary>
    public Func<LeaseAccess, string?> SharedHolder { get; set; } = static _ => null;

    public IList<SecretName> AllowedShellKeys { get; } = [];

    public Dictionary<string, string?> Shell { get; } = new(StringComparer.Ordinal);

    private const string Spec = """
        api_version: hybridops/v1
        kind: ModuleSpec
        module_ref: "platform/test/app"
        metadata: { title: "App", description: "A test's." }
        requirements: { credentials: ["proxmox"] }
        inputs:
          defaults:
            required_env: ["APP_DB_PASSWORD", "APP_SSH_PRIVATE_KEY"]
            db_password_env: "APP_DB_PASSWORD"
            ssh_key_env: "APP_SSH_PRIVATE_KEY"
        execution: { driver: "iac/terraform" }
        outputs: { publish: [] }
        """;

    public void WriteMarker(DateTimeOffset time, string status = "ready") => WritePrivate("root/meta/proxmox.ready.json", new ReadinessMarker
    {
        Target = "proxmox",
        Status = status,
        RunId = RunId.Create("init", TimeProvider.System),
        GeneratedAt = time,
        Paths = ImmutableSortedDictionary<string, string>.Empty,
        Context = ImmutableSortedDictionary<string, string>.Empty,
    }.ToJson());

    public void WriteEnvironment(string terraform, string more = "") => Folder.Write($"project/inventories/{Environment}/environment.yml", $$"""
        api_version: hybridops/v1
        kind: Environment
        name: {{Environment}}
        tier: {{(Environment == "local" ? "local" : "nonprod")}}
        tools: { terraform: "{{terraform}}" }
        phases:
          bootstrap:
            steps:
              - { id: app, module: platform/test/app }
        {{more}}
        """);

    public string WritePrivate(string relative, string text)
    {
        var path = Folder.Write(relative, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public Task<PreflightReport> RunAsync(bool strict = false, string? environment = null, Phase? phase = Phase.Bootstrap, ModuleRef? module = null)
    {
        Surroundings world = test.Surroundings(new Dictionary<string, string?>(Shell) { ["PATH"] = Folder.At("bin") });
        var services = EngineServices.In(world);
        var preflight = new RunPreflight(services.WithLeases(new AskedLease(access => SharedHolder(access))) with
        {
            Drivers = services.Drivers.Where(driver => driver.Key is not DriverKind.Ansible).ToDictionary(),
            Authorities = new Dictionary<string, ISecretAuthorityProvider>(StringComparer.Ordinal) { [Bundle.Authority.Kind] = Bundle.Authority },
        }, Bundle);
        var request = new PreflightRequest
        {
            Project = ProjectFolders.At(Folder.At("project")),
            Environment = EnvironmentName.Parse(environment ?? Environment),
            Root = new RuntimeRoot(Root),
            Phase = phase,
            Module = module,
            AllowedShellKeys = [.. AllowedShellKeys],
            Strict = strict,
        };
        return preflight.RunAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => test.Dispose();

    /// <summary>A lease that is asked for, and never taken.</summary>
    private sealed class AskedLease(Func<LeaseAccess, string?> holder) : ISharedLeaseProvider
    {
        public string Kind => "postgres";

        public Task<ISharedLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken) => throw new InvalidOperationException("a preflight takes no lease");

        public Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken) => Task.FromResult(holder(access));
    }
}
