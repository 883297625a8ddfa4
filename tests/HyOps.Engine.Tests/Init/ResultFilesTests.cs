using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Engine.Init;
using HyOps.Testing.Providers;

namespace HyOps.Engine.Tests.Init;

/// <summary>That every result can be written is known before anything is asked of the provider.</summary>
public sealed class ResultFilesTests
{
    private const string Token = "tok-0123456789-of-the-test";

    [Theory]
    [InlineData("credentials/hetzner.credentials.tfvars")]
    [InlineData("meta/hetzner.ready.json")]
    [InlineData("config/hetzner.conf")]
    [InlineData("credentials/hetzner.credentials.tfvars.lock")]
    public async Task A_link_in_the_place_of_a_result_is_refused_before_anything_is_asked(string result)
    {
        await using var world = await ReadyToAskAsync();
        var path = Path.Combine(world.Root, result);
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, world.Folder.Write("elsewhere", "kept"));

        var refusal = await world.RefusedAsync<FileProblemException>("hetzner");

        Assert.Equal((ExitCode.Refused, FileProblem.SymbolicLink), (refusal.ExitCode, refusal.Problem));
        Assert.Equal("kept", File.ReadAllText(world.Folder.At("elsewhere")));
        Assert.Empty(world.Server!.Requests);
    }

    [Theory]
    [InlineData("credentials/hetzner.credentials.tfvars")]
    [InlineData("meta/hetzner.ready.json")]
    public async Task A_directory_in_the_place_of_a_result_is_refused_before_anything_is_asked(string result)
    {
        await using var world = await ReadyToAskAsync();
        PrivateDirectory.Create(Path.Combine(world.Root, result));

        var refusal = await world.RefusedAsync<FileProblemException>("hetzner");

        Assert.Equal(FileProblem.IsDirectory, refusal.Problem);
        Assert.Empty(world.Server!.Requests);
    }

    [Theory]
    [InlineData("credentials")]
    [InlineData("meta")]
    public async Task A_file_in_the_place_of_a_directory_is_refused_before_anything_is_asked(string directory)
    {
        await using var world = await ReadyToAskAsync();
        File.WriteAllText(Path.Combine(world.Root, directory), "");

        var refusal = await world.RefusedAsync<FileProblemException>("hetzner");

        Assert.Equal(FileProblem.IsNotDirectory, refusal.Problem);
        Assert.Empty(world.Server!.Requests);
    }

    [Fact]
    public async Task A_directory_that_others_may_write_is_refused_before_anything_is_asked()
    {
        await using var world = await ReadyToAskAsync();
        var directory = Path.Combine(world.Root, "meta");
        PrivateDirectory.Create(directory);
        File.SetUnixFileMode(directory, FileModes.PrivateDirectory | UnixFileMode.GroupWrite);

        var refusal = await world.RefusedAsync<FileProblemException>("hetzner");

        Assert.Equal(FileProblem.TooOpen, refusal.Problem);
        Assert.Empty(world.Server!.Requests);
    }

    [Fact]
    public async Task Credentials_that_others_may_read_and_a_config_that_others_may_change_are_refused()
    {
        await using var world = await ReadyToAskAsync();
        await world.RunAsync("hetzner");
        var paths = world.PathsOf("hetzner");
        File.SetUnixFileMode(paths.Credentials, FileModes.PrivateFile | UnixFileMode.OtherRead);

        var read = await world.RefusedAsync<FileProblemException>("hetzner");
        File.SetUnixFileMode(paths.Credentials, FileModes.PrivateFile);
        File.SetUnixFileMode(paths.Config, FileModes.PrivateFile | UnixFileMode.GroupWrite);
        var changed = await world.RefusedAsync<FileProblemException>("hetzner");

        Assert.Equal((paths.Credentials, paths.Config), (read.FilePath, changed.FilePath));
        Assert.Single(world.Server!.Requests);
    }

    [Fact]
    public async Task The_marker_is_gone_while_credentials_change()
    {
        await using var world = await ReadyToAskAsync();
        await world.RunAsync("hetzner");
        var paths = world.PathsOf("hetzner");
        world.Server!.Before = (_, _) =>
        {
            // The disk changes under our feet after the checks: the credentials cannot be written any more.
            File.Delete(paths.Credentials);
            Directory.CreateDirectory(paths.Credentials);
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<FileProblemException>(() => world.RunAsync(new InitOptions { Target = "hetzner", Force = true, Settings = InitWorld.Settings(("location", "nbg1")) }));

        Assert.False(File.Exists(paths.Marker));
    }

    [Fact]
    public async Task Many_calls_at_once_leave_one_whole_result()
    {
        await using var world = await ReadyToAskAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.RunAsync("hetzner"))));

        Assert.Single(results, result => result.Credentials is CredentialsChange.Created);
        Assert.Contains(ReadinessMarker.Read(world.PathsOf("hetzner").Marker)!.RunId, results.Select(result => result.RunId));
        Assert.DoesNotContain(world.Files().Keys, file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private static async Task<InitWorld> ReadyToAskAsync()
    {
        var world = await InitWorld.WithAsync(new HetznerApi { Token = Token }.Answer, HetznerApi.Host);
        world.SetVariable("HCLOUD_TOKEN", Token);
        await world.RunAsync("hetzner");
        return world;
    }
}
