using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HyOps.Readme.Tests;

/// <summary>
/// The whole page, done once by one shell, as a reader would: commands run and files are written in the order of the page, in a copy of the
/// modules and environments with a home of its own. build.sh is the repository's own; <c>hyops</c> is the one that was built with the tests.
/// </summary>
public sealed class Walkthrough : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private readonly TempFolder folder = new("readme");
    private readonly List<PageCommand> commands = [];

    /// <summary>What every command was, and how it ended; those after one that ended as it must not are left out.</summary>
    internal IReadOnlyList<CommandRun> Runs { get; private set; } = [];

    internal Page Page { get; } = Page.Read();

    internal string Home => folder.At("home");

    internal string Checkout => folder.At("check out");

    internal IReadOnlyList<PageCommand> Commands => commands;

    public async ValueTask InitializeAsync()
    {
        PrepareCheckout();
        var script = folder.Write("readme.sh", Script());
        using var limit = new CancellationTokenSource(Limit);
        await ShellAsync(script, limit.Token);
        Runs = [.. commands.Index().Where(item => File.Exists(Path(item.Index, "code"))).Select(item => ReadRun(item.Index, item.Item))];
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs one more command in the copy, when the page is done.</summary>
    internal async Task<CommandRun> RunAsync(string command, CancellationToken cancellationToken)
    {
        var output = folder.At("extra.output");
        var script = folder.Write("extra.sh", $"cd \"{Checkout}\" && PATH=\"$PWD/artifacts/hyops:$PATH\" && {{ {command}; }} >\"{output}\" 2>&1 </dev/null\n");
        var code = await ShellAsync(script, cancellationToken);
        return new CommandRun(new PageCommand(command, 0, 0), code, await File.ReadAllTextAsync(output, cancellationToken));
    }

    private void PrepareCheckout()
    {
        folder.CreateFolder("home");
        foreach (var part in new[] { "modules", "inventories" })
        {
            Copy(System.IO.Path.Combine(RepositoryRoot.FullPath, part), System.IO.Path.Combine(Checkout, part));
        }

        var root = RepositoryRoot.FullPath;
        folder.WriteScript("check out/build.sh", $"exec \"{root}/build.sh\" \"$@\"");
        folder.WriteScript("check out/artifacts/hyops/hyops", $"exec \"{root}/src/HyOps.Cli/bin/{Configuration}/net10.0/hyops\" \"$@\"");
    }

    // The tests lie in bin/<configuration>/net10.0, and so does what was built with them.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private string Script()
    {
        var script = new StringBuilder($"cd \"{Checkout}\" || exit 99\n");
        foreach (var block in Page.Blocks)
        {
            if (block.IsFile)
            {
                var copy = folder.Write($"files/{block.Line}", string.Join('\n', block.Lines) + "\n");
                script.Append(CultureInfo.InvariantCulture, $"mkdir -p \"$(dirname \"{block.File}\")\" && cp \"{copy}\" \"{block.File}\" || exit 98\n");
            }

            foreach (var command in block.IsCommands ? PageCommand.In(block) : [])
            {
                Append(script, command);
            }
        }

        return script.ToString();
    }

    private void Append(StringBuilder script, PageCommand command)
    {
        var at = commands.Count;
        commands.Add(command);
        folder.Write($"commands/{at}.command", StandIn(command));
        script.Append(CultureInfo.InvariantCulture, $"eval \"$(cat \"{Path(at, "command")}\")\" >\"{Path(at, "output")}\" 2>&1 </dev/null; code=$?\n");
        script.Append(CultureInfo.InvariantCulture, $"echo $code >\"{Path(at, "code")}\"; [ $code = {command.ExitCode} ] || exit 1\n");
    }

    // The tests cannot run themselves, and what Cli would publish is already built: both are asked for their plan only.
    private static string StandIn(PageCommand command) =>
        command.Text.Contains("--target Test", StringComparison.Ordinal) || command.Text.Contains("--target Cli", StringComparison.Ordinal)
            ? command.Text.Split(" #")[0].TrimEnd() + " --dryrun"
            : command.Text;

    private async Task<int> ShellAsync(string script, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/bash", [script]) { WorkingDirectory = folder.FullPath };
        start.Environment.Clear();
        foreach (var name in new[] { "PATH", "DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "http_proxy", "https_proxy", "no_proxy" })
        {
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        }

        start.Environment["HOME"] = Home;
        start.Environment["LANG"] = "C.UTF-8";

        // Where the repository's host is not built yet, build.sh builds it, with the packages that are there.
        start.Environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private CommandRun ReadRun(int at, PageCommand command) => new(
        command, int.Parse(File.ReadAllText(Path(at, "code")).Trim(), CultureInfo.InvariantCulture), File.ReadAllText(Path(at, "output")));

    private string Path(int at, string what) => folder.At("commands", $"{at}.{what}");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(from))
        {
            Copy(directory, System.IO.Path.Combine(to, System.IO.Path.GetFileName(directory)));
        }
    }
}

/// <summary>A command that was run.</summary>
/// <param name="Command">The command.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it printed, both streams as a reader sees them.</param>
internal sealed record CommandRun(PageCommand Command, int ExitCode, string Output);
