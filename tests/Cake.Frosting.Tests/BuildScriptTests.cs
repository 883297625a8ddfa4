namespace Cake.Frosting.Tests;

/// <summary>build.sh in a small copy of a checkout, with a dotnet that only writes down what it was asked.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private const string Dotnet = """
        echo "$*" >>"$DOTNET_CALLS"
        case $1 in
          --version) [ -z "$NO_SDK" ] && echo 10.0.100 || exit 1 ;;
          --list-sdks) echo "8.0.100 [/usr/lib/dotnet/sdk]" ;;
          publish)
            [ -z "$BROKEN" ] || { echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; }
            [ -z "$SLOW" ] || sleep 1
            while [ "$1" != --output ]; do shift; done
            mkdir -p "$2"
            printf '#!/bin/sh\nfor a in "$@"; do printf "[%%s]" "$a"; done\nexit ${HOST_EXIT:-0}\n' >"$2/hyops-build"
            chmod +x "$2/hyops-build" ;;
        esac
        """;

    private readonly TempFolder folder = new("checkout");

    public BuildScriptTests()
    {
        File.Copy(Path.Combine(RepositoryRoot.FullPath, "build.sh"), folder.At("build.sh"));
        foreach (var file in new[] { "build/Program.cs", "src/A/A.cs", "src/A/packages.lock.json", "eng/Cake.props", "global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig" })
        {
            folder.Write(file, file);
        }

        folder.WriteScript("bin/dotnet", Dotnet);
    }

    private int Publishes => File.Exists(folder.At("calls")) ? File.ReadLines(folder.At("calls")).Count(line => line.StartsWith("publish", StringComparison.Ordinal)) : 0;

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task The_first_run_publishes_and_the_second_only_executes()
    {
        var first = await RunAsync(["--target", "a b", "--x=", "ü*"]);
        var second = await RunAsync(["--target", "a b"]);

        Assert.Equal("[--target][a b][--x=][ü*]", first.Output);
        Assert.Equal("[--target][a b]", second.Output);
        Assert.Equal("", second.Error);
        Assert.Equal(1, Publishes);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("src/A/A.cs")]
    [InlineData("src/A/packages.lock.json")]
    [InlineData("eng/Cake.props")]
    [InlineData("global.json")]
    [InlineData("src/B/new file.cs")]
    public async Task A_changed_source_publishes_again_and_the_old_text_finds_the_old_host(string file)
    {
        await RunAsync([]);
        var before = File.Exists(folder.At(file)) ? await File.ReadAllTextAsync(folder.At(file), TestContext.Current.CancellationToken) : null;
        folder.Write(file, "changed");
        await RunAsync([]);
        if (before is null)
        {
            File.Delete(folder.At(file));
        }
        else
        {
            folder.Write(file, before);
        }

        await RunAsync([]);

        Assert.Equal(2, Publishes);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_touched_source_and_build_output_do_not_publish_again()
    {
        await RunAsync([]);
        File.SetLastWriteTimeUtc(folder.At("src", "A", "A.cs"), DateTime.UnixEpoch);
        folder.Write("src/A/obj/new.cs", "generated");
        folder.Write("src/A/bin/new.dll", "built");

        await RunAsync([]);

        Assert.Equal(1, Publishes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_first_runs_at_once_publish_once()
    {
        var slow = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SLOW"] = "1" };

        var runs = await Task.WhenAll(RunAsync(["one"], slow), RunAsync(["two"], slow));

        Assert.Equal(["[one]", "[two]"], runs.Select(run => run.Output));
        Assert.Equal(1, Publishes);
    }

    [Fact(Timeout = 60_000)]
    public async Task It_works_from_elsewhere_and_passes_the_exit_code_on()
    {
        var elsewhere = folder.CreateFolder("else where");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOST_EXIT"] = "13" };

        var run = await RunAsync(["x"], variables, "../build.sh", elsewhere);

        Assert.Equal((13, "[x]"), (run.ExitCode, run.Output));
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_HOME_it_works()
    {
        var run = await RunAsync(["x"], new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = null });

        Assert.Equal((0, "[x]"), (run.ExitCode, run.Output));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_dotnet_is_told_with_what_to_install()
    {
        File.Delete(folder.At("bin", "dotnet"));
        var tools = folder.CreateFolder("tools");
        foreach (var tool in new[] { "bash", "env", "find", "sort", "sha256sum", "mkdir", "flock", "readlink", "id", "rm" })
        {
            File.CreateSymbolicLink(Path.Combine(tools, tool), $"/usr/bin/{tool}");
        }

        var run = await RunAsync([], new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = tools });

        Assert.Equal(12, run.ExitCode);
        Assert.Contains("error: there is no dotnet on PATH\nnext: install the .NET 10 SDK", run.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_dotnet_that_is_too_old_is_told_with_what_it_has()
    {
        var run = await RunAsync([], new Dictionary<string, string?>(StringComparer.Ordinal) { ["NO_SDK"] = "1" });

        Assert.Equal(12, run.ExitCode);
        Assert.Contains("it has: 8.0.100", run.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_that_does_not_build_shows_the_compilers_words_and_leaves_no_host()
    {
        var broken = await RunAsync([], new Dictionary<string, string?>(StringComparer.Ordinal) { ["BROKEN"] = "1" });
        var mended = await RunAsync(["x"]);

        Assert.Equal(20, broken.ExitCode);
        Assert.Contains("error CS1002", broken.Error, StringComparison.Ordinal);
        Assert.Equal("[x]", mended.Output);
        Assert.Single(Directory.GetDirectories(folder.At("artifacts", "build-host")));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_checkout_that_cannot_be_written_is_told()
    {
        // A file where the directory should be: root may write to read-only directories.
        folder.Write("artifacts", "a file");

        var run = await RunAsync([]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error: cannot write to", run.Error, StringComparison.Ordinal);
    }

    private Task<ProgramRun> RunAsync(
        string[] arguments, Dictionary<string, string?>? variables = null, string script = "./build.sh", string? directory = null)
    {
        var all = new Dictionary<string, string?>(variables ?? [], StringComparer.Ordinal) { ["DOTNET_CALLS"] = folder.At("calls"), ["DOTNET_ROOT"] = null };
        all.TryAdd("PATH", $"{folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
        return ProgramRun.OfAsync("/bin/bash", [script, .. arguments], directory ?? folder.FullPath, all, TestContext.Current.CancellationToken);
    }
}
