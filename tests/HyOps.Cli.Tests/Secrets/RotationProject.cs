using System.Diagnostics;
using System.Text.Json.Nodes;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing.KeyVault;

namespace HyOps.Cli.Tests.Secrets;

/// <summary>A project whose steady state uses a secret of a Key Vault on loopback, in a module with a probe; hyops is a process of its own.</summary>
internal sealed class RotationProject : IAsyncDisposable
{
    private AuthorityWorld world = null!;

    private RotationProject()
    {
    }

    internal KeyVaultServer Server => world.Server;

    /// <summary>What the probe was called with: a line a call, <c>version value</c>.</summary>
    internal string[] Probed => File.Exists(ProbeLog) ? File.ReadAllLines(ProbeLog) : [];

    /// <summary>The versions of the secret, in the order of time.</summary>
    internal IReadOnlyList<StoredVersion> Versions => [.. Server.Secrets.Versions("db-password").OrderBy(one => one.Created)];

    internal JsonNode State => JsonNode.Parse(File.ReadAllText(Directory.EnumerateFiles(world.World.Folder.FullPath, "DB_PASSWORD.json", SearchOption.AllDirectories).Single()))!;

    private string ProbeLog => world.World.Folder.At("probe.log");

    internal static async Task<RotationProject> StartAsync()
    {
        var project = new RotationProject();
        project.world = await AuthorityWorld.StartAsync();
        var folder = project.world.World.Folder;
        project.Server.Secrets.Set("db-password", "before-the-rotation-0123456789");
        project.Server.Secrets.Set("api-token", "a-token-that-nobody-rotates");
        folder.Write("modules/core/test/app/terraform/main.tf", "variable \"db_password\" {\n  type      = string\n  ephemeral = true\n  default   = \"\"\n}\nresource \"terraform_data\" \"app\" {}\n");
        folder.Write("modules/core/test/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/app"
            inputs:
              defaults:
                required_env: [DB_PASSWORD]
            execution: { driver: "iac/terraform" }
            probes:
              - { name: login, for: DB_PASSWORD, command: [probes/login.sh], timeout: 20s }

            """);
        project.Probe(succeeds: true);
        var file = folder.At("inventories/local/environment.yml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("phases: {}", "phases:\n  steady-state:\n    steps: [{ id: app, module: core/test/app }]", StringComparison.Ordinal));
        return project;
    }

    internal void Probe(bool succeeds) =>
        world.World.Folder.WriteScript("modules/core/test/app/probes/login.sh", $"echo \"$HYOPS_SECRET_VERSION $DB_PASSWORD\" >> '{ProbeLog}'\n{(succeeds ? "exit 0" : "echo denied >&2; exit 4")}");

    internal async Task<Called> RotateAsync(params string[] args)
    {
        using var process = Start(args);
        process.StandardInput.Close();
        return await Hyops.EndAsync(process);
    }

    internal Process Start(params string[] args) => Hyops.Start(
        world.World.Folder, new Dictionary<string, string?>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = Environment.GetEnvironmentVariable("SSL_CERT_FILE") }, ["secrets", "rotate", "--env", "local", .. args]);

    /// <summary>All that is on the disk, without what the probe itself wrote.</summary>
    internal IEnumerable<string> Texts() => world.Files().Where(file => file.File != ProbeLog).Select(file => file.Text);

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
