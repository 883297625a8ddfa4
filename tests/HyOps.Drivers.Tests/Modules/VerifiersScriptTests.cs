using HyOps.Core.Commands;
using HyOps.Core.Secrets;
using HyOps.Drivers.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Modules;

/// <summary>files/verifiers.py of platform/local/app, run as the playbook runs it.</summary>
public sealed class VerifiersScriptTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TempFolder folder = new("verifiers");

    public void Dispose() => folder.Dispose();

    private string Installed => folder.At("verifiers.json");

    [Fact(Timeout = 60_000)]
    public async Task Installing_twice_writes_once_and_the_file_proves_the_value_and_no_other()
    {
        var first = await RunAsync("install", "right value ü");
        var text = await File.ReadAllTextAsync(Installed, RunnerFixture.Cancelled);
        var second = await RunAsync("install", "right value ü");
        var right = await RunAsync("prove", "right value ü");
        var wrong = await RunAsync("prove", "wrong value");

        Assert.Equal((0, "written: db_password\n"), (first.Code, first.Output));
        Assert.Equal((0, "kept\n"), (second.Code, second.Output));
        Assert.Equal((0, "{\"DB_PASSWORD\": true}\n"), (right.Code, right.Output));
        Assert.Equal((1, "{\"DB_PASSWORD\": false}\n"), (wrong.Code, wrong.Output));
        Assert.Equal($"{Installed} was not made from the environment's value of DB_PASSWORD\n", wrong.Error);
        Assert.Equal(text, await File.ReadAllTextAsync(Installed, RunnerFixture.Cancelled));
        Assert.Contains("\"$scrypt$ln=14,r=8,p=1$", text, StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode(Installed));
    }

    [Fact(Timeout = 60_000)]
    public async Task Equal_values_have_unequal_verifiers()
    {
        await RunAsync("install", "same value");
        var one = await File.ReadAllTextAsync(Installed, RunnerFixture.Cancelled);
        File.Delete(Installed);
        await RunAsync("install", "same value");

        Assert.NotEqual(one, await File.ReadAllTextAsync(Installed, RunnerFixture.Cancelled));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("")]
    [InlineData("{\"db_password\": ")]
    [InlineData("[1]")]
    [InlineData("{\"db_password\": 7}")]
    [InlineData("{\"db_password\": \"$scrypt$ln=14,r=8,p=1$!$!\"}")]
    [InlineData("{\"db_password\": \"$scrypt$ln=14,r=8,p=1$$\"}")]
    [InlineData("{\"db_password\": \"$scrypt$ln=4,r=8,p=1$AAAA$AAAA\"}")]
    public async Task A_damaged_file_proves_nothing_and_is_written_anew(string damaged)
    {
        folder.Write("verifiers.json", damaged);

        var proof = await RunAsync("prove", "value");
        var install = await RunAsync("install", "value");

        Assert.Equal((1, "{\"DB_PASSWORD\": false}\n"), (proof.Code, proof.Output));
        Assert.Equal((0, "written: db_password\n"), (install.Code, install.Output));
        Assert.Equal(0, (await RunAsync("prove", "value")).Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_others_may_read_is_closed_again_and_a_field_that_nobody_names_goes()
    {
        await RunAsync("install", "value");
        File.SetUnixFileMode(Installed, Private | UnixFileMode.OtherRead);

        var closed = await RunAsync("install", "value");
        await File.WriteAllTextAsync(Installed, (await File.ReadAllTextAsync(Installed, RunnerFixture.Cancelled)).Replace("{", "{\"old\": \"x\",", StringComparison.Ordinal), RunnerFixture.Cancelled);
        var cleared = await RunAsync("install", "value");

        Assert.Equal("written: permissions\n", closed.Output);
        Assert.Equal("written: old\n", cleared.Output);
        Assert.Equal(Private, File.GetUnixFileMode(Installed));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_link_a_directory_or_a_missing_value_is_refused_and_nothing_is_left_behind()
    {
        var target = folder.Write("target", "untouched");
        File.CreateSymbolicLink(Installed, target);
        var link = await RunAsync("install", "value");
        File.Delete(Installed);
        Directory.CreateDirectory(Installed);
        var directory = await RunAsync("install", "value");
        Directory.Delete(Installed);
        var missing = await RunAsync("install", "");

        Assert.All([link, directory], refused => Assert.Equal((1, $"{Installed} is no regular file (a link or a directory): move it away and run again\n"), (refused.Code, refused.Error)));
        Assert.Equal((1, "not in the environment: DB_PASSWORD. Name them in required_env, and set them: hyops secrets ensure\n"), (missing.Code, missing.Error));
        Assert.Equal("untouched", await File.ReadAllTextAsync(target, RunnerFixture.Cancelled));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string verb, string value)
    {
        var fixture = new RunnerFixture();
        var result = await fixture.RunAsync(new Command
        {
            Program = "python3",
            Arguments = [Path.Combine(RepositoryRoot.FullPath, "modules/platform/local/app/ansible/files/verifiers.py"), verb, Installed, "db_password=DB_PASSWORD"],
            WorkingDirectory = folder.FullPath,
            Environment = ChildEnvironment.Empty.With("PATH", "/usr/local/bin:/usr/bin:/bin").With("LC_ALL", "C.UTF-8").With("DB_PASSWORD", SecretValue.From(value)),
        });
        return (result.ExitCode, fixture.Output.Output, fixture.Output.Error);
    }
}
