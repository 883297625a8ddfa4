using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HyOps.Cli.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Preflight;

/// <summary>Preflight with the real tools, a real repository and a runtime root that was used, leaves every name, byte, mode and time as it was.</summary>
public sealed class ChangesNothingTests : IDisposable
{
    private readonly TempFolder folder = new("untouched");
    private readonly TcpListener ssh = new(IPAddress.Loopback, 0);

    private string Root => folder.At("home", ".hybridops", "envs", "site");

    public void Dispose()
    {
        ssh.Dispose();
        folder.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_whole_tree_is_the_same_before_and_after()
    {
        WriteProject();
        var ensured = await Hyops.RunAsync(folder, Variables, Hyops.Program, "secrets", "ensure", "--env", "site", "APP_DB_PASSWORD", "APP_API_TOKEN");
        Assert.True(ensured.ExitCode is 0, ensured.Error);
        WriteTarget();
        Commit();
        var before = Picture();

        var called = await Hyops.RunAsync(folder, Variables, Hyops.Program, "preflight", "--env", "site", "--strict", "--json");

        var after = Picture();
        var report = JsonNode.Parse(called.Output)!;
        var statuses = report["checks"]!.AsArray().ToDictionary(check => (string)check!["check"]!, check => (string)check!["status"]!);
        Assert.True(called.ExitCode is 0 && (bool)report["ok"]!, called.Output);
        Assert.All(
            (string[])["contracts", "tool-packer", "tool-terraform", "tool-ansible", "git", "runtime-root", "secret-files", "vault-password", "bundle", "required-keys", "target-proxmox", "state-network", "state-lock-network", "inventory-hosts", "clock"],
            check => Assert.Equal("ok", statuses[check]));
        Assert.Equal(before, after);
        Assert.True(before.Count > 60, "the picture is of something");
    }

    private Dictionary<string, string?> Variables => new(StringComparer.Ordinal) { ["HYOPS_VAULT_PASSWORD_FILE"] = folder.At("home", "password"), ["LANG"] = "C.UTF-8" };

    private void WriteProject()
    {
        WritePrivate("home/password", "a vault password of a test: 32 chars\n");
        Copy(Path.Combine(RepositoryRoot.FullPath, "modules", "core"), folder.At("modules", "core"));
        Copy(Path.Combine(RepositoryRoot.FullPath, "modules", "platform"), folder.At("modules", "platform"));
        Copy(Path.Combine(RepositoryRoot.FullPath, "inventories", "local"), folder.At("inventories", "site"));
        var environment = File.ReadAllText(folder.At("inventories", "site", "environment.yml"))
            .Replace("name: local", "name: site", StringComparison.Ordinal).Replace("tier: local", "tier: nonprod", StringComparison.Ordinal);
        File.WriteAllText(folder.At("inventories", "site", "environment.yml"), environment);
        var spec = folder.At("modules", "core", "local", "network", "spec.yml");
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("credentials: []", "credentials: [\"proxmox\"]", StringComparison.Ordinal));
        ssh.Start();
        _ = GreetAsync();
        var port = ((IPEndPoint)ssh.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        folder.Write("inventories/site/hosts.yml", $"app: {{ hosts: {{ here: {{ ansible_host: 127.0.0.1, ansible_port: {port} }} }} }}\n");
    }

    private void WriteTarget()
    {
        WritePrivate("home/.hybridops/envs/site/credentials/proxmox.credentials.tfvars", "proxmox_node = \"pve\"\n");
        WritePrivate("home/.hybridops/envs/site/meta/proxmox.ready.json", $$$"""
            {"target": "proxmox", "status": "ready", "run_id": "init-20260101T000000Z-00000001", "generated_at": "{{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}}}", "paths": {}, "context": {}}
            """);
        WritePrivate("home/.hybridops/envs/site/meta/run.lease.lock", "");
        WritePrivate("home/.hybridops/envs/site/state/instances/core/local/network/network/terraform.tfstate", """{ "version": 4, "serial": 3, "lineage": "x", "resources": [] }""");
        foreach (var directory in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories).Append(Root))
        {
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Commit()
    {
        folder.Write(".gitignore", "home/\n");
        Git("init", "-q", "-b", "main");
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "all");
        // An index with old time stamps is what an ordinary 'git status' would write anew.
        File.SetLastWriteTimeUtc(folder.At("inventories", "site", "hosts.yml"), DateTime.UtcNow.AddMinutes(-5));
    }

    private SortedDictionary<string, string> Picture()
    {
        var picture = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(folder.FullPath).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Append(new DirectoryInfo(folder.FullPath)))
        {
            var content = entry is FileInfo { LinkTarget: null } ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName))) : entry.LinkTarget ?? "";
            picture[entry.FullName] = string.Create(CultureInfo.InvariantCulture, $"{entry.GetType().Name} {entry.UnixFileMode} {entry.LastWriteTimeUtc.Ticks} {content}");
        }

        return picture;
    }

    private void WritePrivate(string relative, string text) => File.SetUnixFileMode(folder.Write(relative, text), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.FullPath, RedirectStandardError = true };
        start.Environment["HOME"] = folder.At("home");
        using var git = Process.Start(start)!;
        var complaint = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, complaint);
    }

    private async Task GreetAsync()
    {
        try
        {
            using var client = await ssh.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("SSH-2.0-test\r\n"));
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        }
        catch (Exception ended) when (ended is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
