using System.Diagnostics;
using HyOps.Core;
using HyOps.Core.Redaction;
using HyOps.Drivers.Processes;
using HyOps.Engine.Packs;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Packs;

public sealed class MakePackTests : IDisposable
{
    private const string Value = "correct-horse-battery-staple-77";

    private readonly SmallProject project = new();

    public MakePackTests()
    {
        project.RequireKeys("APP_DB_PASSWORD");
        project.World.Folder.Write("host/hyops.dll", "stands for the host");
        project.World.Folder.WriteScript("tools/dotnet", "echo \"dotnet $*; plane $HYOPS_EXECUTION_PLANE\"");
        project.World.Folder.Write("project/inventories/other/environment.yml", "of somebody else");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_pack_holds_what_the_recovery_needs_and_nothing_of_other_environments()
    {
        await project.SetAsync(Token, $"APP_DB_PASSWORD={Value}");

        var made = await PackAsync("pack.tar.gz");

        var unpacked = Unpack("pack.tar.gz");
        Assert.Equal(
            [
                "SHA256SUMS", "dr.sh", "host/hyops.dll", "hyops", "project/inventories/local/environment.yml", "project/modules/core/test/app/spec.yml",
                "project/modules/core/test/app/terraform/main.tf", "runtime-root/vault/bootstrap.vault.env",
            ],
            Directory.EnumerateFiles(unpacked, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(unpacked, file)).Order(StringComparer.Ordinal));
        Assert.Equal(7, made.Files);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(unpacked, "runtime-root", "vault")));
    }

    [Fact]
    public async Task The_same_files_give_the_same_bytes()
    {
        await project.SetAsync(Token, $"APP_DB_PASSWORD={Value}");
        var first = await PackAsync("a.tar.gz");
        File.SetLastWriteTimeUtc(project.World.Folder.At("host", "hyops.dll"), DateTime.UnixEpoch.AddDays(1));

        var second = await PackAsync("b.tar.gz");

        Assert.Equal(first.Sha256, second.Sha256);
    }

    [Fact]
    public async Task A_value_of_the_bundle_in_any_form_stops_it_and_leaves_nothing()
    {
        await project.SetAsync(Token, $"APP_DB_PASSWORD={Value}");
        project.World.Folder.Write("project/modules/core/test/app/README.md", $"try: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Value))}");

        var refused = await Assert.ThrowsAsync<PackException>(() => PackAsync("pack.tar.gz"));

        Assert.Equal((ExitCode.SecretsFailed, "project/modules/core/test/app/README.md holds a secret of the bundle in plain text (APP_DB_PASSWORD); nothing was written"), (refused.ExitCode, refused.Message));
        Assert.Empty(Directory.GetFiles(project.World.Folder.FullPath, "pack.tar.gz*"));
    }

    [Fact]
    public async Task On_the_runner_it_is_checked_before_anything_of_it_runs()
    {
        await project.SetAsync(Token, $"APP_DB_PASSWORD={Value}");
        await PackAsync("pack.tar.gz");
        var unpacked = Unpack("pack.tar.gz");

        var whole = await RecoverAsync(unpacked);
        File.WriteAllText(Path.Combine(unpacked, "host", "added.dll"), "from somebody");
        var added = await RecoverAsync(unpacked);
        File.Delete(Path.Combine(unpacked, "host", "added.dll"));
        File.AppendAllText(Path.Combine(unpacked, "project", "modules", "core", "test", "app", "terraform", "main.tf"), "# from somebody");
        var changed = await RecoverAsync(unpacked);
        File.Delete(Path.Combine(unpacked, "host", "hyops.dll"));
        var missing = await RecoverAsync(unpacked);

        Assert.Equal((0, $"dotnet {unpacked}/host/hyops.dll run dr --env local --project {unpacked}/project --root {unpacked}/runtime-root --drill; plane runner-local\n"), (whole.ExitCode, whole.Output));
        Assert.Equal([13, 13, 13], new[] { added.ExitCode, changed.ExitCode, missing.ExitCode });
        Assert.All([added, changed, missing], run => Assert.DoesNotContain("dotnet", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_bundle_there_is_nothing_to_recover_with()
    {
        var refused = await Assert.ThrowsAsync<PackException>(() => PackAsync("pack.tar.gz"));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
    }

    private async Task<PackResult> PackAsync(string file)
    {
        var masker = new Masker();
        var world = project.World.Surroundings();
        var chosen = ChosenEnvironment.From(world, project.Name, project.Root);
        var passwords = new VaultPasswordSource(new VaultPasswordOptions(), chosen, world, new ProcessCommandRunner(masker, TimeProvider.System), masker);
        var options = new PackOptions { OutputFile = project.World.Folder.At(file), HostFolder = project.World.Folder.At("host"), Project = project.World.Folder.At("project") };
        return await new MakePack(world, masker, chosen, new BundleStore(chosen, passwords, masker, TimeProvider.System)).RunAsync(options, Token);
    }

    private string Unpack(string file)
    {
        var folder = project.World.Folder.CreateFolder("unpacked");
        using var tar = Process.Start("tar", ["-xzf", project.World.Folder.At(file), "-C", folder]);
        tar.WaitForExit();
        return folder;
    }

    private async Task<(int ExitCode, string Output)> RecoverAsync(string unpacked)
    {
        var start = new ProcessStartInfo(Path.Combine(unpacked, "dr.sh"), ["--drill"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = project.World.Folder.At("tools") + ":/usr/bin:/bin";
        using var run = Process.Start(start)!;
        var error = run.StandardError.ReadToEndAsync(Token);
        var output = await run.StandardOutput.ReadToEndAsync(Token);
        await error;
        await run.WaitForExitAsync(Token);
        return (run.ExitCode, output);
    }
}
