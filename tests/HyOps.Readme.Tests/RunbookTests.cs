using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyOps.Testing.Sops;

namespace HyOps.Readme.Tests;

/// <summary>The runbook of the break-glass file, done once by one shell, from top to bottom, in an environment whose bundle lacks a key; age and Terraform are the real ones.</summary>
public sealed class RunbookTests : IDisposable
{
    private const string Runbook = "docs/runbooks/break-glass.md";
    private const string Canary = "canary-of-the-runbook-5e2a";
    private readonly TempFolder folder = new("runbook");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task Every_command_of_the_break_glass_runbook_runs()
    {
        var page = new Page(await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.FullPath, Runbook), TestContext.Current.CancellationToken));
        var commands = page.Blocks.SelectMany(PageCommand.In).ToList();
        Prepare();

        var (code, output) = await ShellAsync(
            $"""
            echo '{Canary}' | hyops secrets set --env drill DB_PASSWORD=- && hyops breakglass create --env drill --age "$(age-keygen -y ~/safe/keys.txt)" && hyops secrets unset --env drill DB_PASSWORD || exit 90
            {string.Join('\n', commands.Select(command => $"{command.Text}\ncode=$?; [ $code = {command.ExitCode} ] || {{ echo \"line {command.Line.ToString(CultureInfo.InvariantCulture)} ended with $code\"; exit 91; }}"))}
            """);

        Assert.True(code == 0, output);
        Assert.Equal(12, commands.Count);
        Assert.All(page.Blocks, block => Assert.True(block.IsCommands));
        Assert.Contains("dr of drill: done", output, StringComparison.Ordinal);
        Assert.Contains("once this is over, rotate what was opened: hyops secrets rotate --env drill DB_PASSWORD", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.FullPath, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
    }

    private void Prepare()
    {
        _ = new AgeKey(folder.At("home/safe/keys.txt"));
        File.SetUnixFileMode(folder.Write("home/password", "the vault's\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        folder.WriteScript("bin/hyops", $"exec \"{RepositoryRoot.FullPath}/src/HyOps.Cli/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/hyops\" \"$@\"");
        folder.Write($"project/{Runbook}", File.ReadAllText(Path.Combine(RepositoryRoot.FullPath, Runbook)));
        folder.Write("project/modules/core/test/app/terraform/main.tf", "resource \"terraform_data\" \"app\" {}\n");
        folder.Write("project/modules/core/test/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/app"
            inputs:
              defaults:
                required_env: [DB_PASSWORD]
            execution: { driver: "iac/terraform" }

            """);
        folder.Write("project/inventories/drill/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: drill
            tier: nonprod
            phases:
              dr:
                steps: [{ id: app, module: core/test/app }]
            secrets:
              break_glass: { file: docs/secrets/secrets.dr.enc.yaml, runbook: {{Runbook}}, keys: [DB_PASSWORD] }

            """);
    }

    private async Task<(int Code, string Output)> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"exec 2>&1 </dev/null\n{script}"]) { WorkingDirectory = folder.At("project"), RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetFullPath("../../..", Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        start.Environment["HOME"] = folder.At("home");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HYOPS_VAULT_PASSWORD_FILE"] = folder.At("home/password");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
