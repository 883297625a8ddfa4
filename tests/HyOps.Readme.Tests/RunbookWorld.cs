using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HyOps.Readme.Tests;

/// <summary>
/// Somebody at three in the morning: a home, a project, the built <c>hyops</c>, and one shell that does a runbook's commands in their order. A
/// block of text after a block of commands is a promise: each line of it is in what the last of those commands prints.
/// </summary>
internal sealed class RunbookWorld : IDisposable
{
    /// <summary>The comment of a command that waits for somebody in another terminal; it ends when the block after it is done.</summary>
    private const string Waits = "# waits";

    public RunbookWorld()
    {
        File.SetUnixFileMode(Folder.Write("home/safe/vault-password", "the vault's word\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Folder.WriteScript("bin/hyops", $"exec \"{RepositoryRoot.FullPath}/src/HyOps.Cli/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/hyops\" \"$@\"");
        Folder.CreateFolder("output");
        Folder.CreateFolder("project/modules");
    }

    public TempFolder Folder { get; } = new("runbook");

    /// <summary>Variables of the shell, beside a home and a user.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public void Dispose() => Folder.Dispose();

    /// <summary>The files that hold a text, printed output among them; the shell's own script is one of them where the test wrote it there.</summary>
    /// <param name="text">The text.</param>
    public IEnumerable<string> FilesWith(string text) =>
        Directory.EnumerateFiles(Folder.FullPath, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => File.ReadAllText(file, Encoding.Latin1).Contains(text, StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Folder.FullPath, file));

    /// <summary>Does a page. A command that ends otherwise than it must, or a promise that is not kept, fails the test.</summary>
    /// <param name="path">The page, from the repository's root.</param>
    /// <param name="prologue">What is so before anybody reads it.</param>
    /// <param name="turns">What happens meanwhile, in this order.</param>
    /// <returns>What each command printed, in the page's order.</returns>
    public async Task<IReadOnlyList<string>> FollowAsync(string path, string prologue, params IReadOnlyList<Turn> turns)
    {
        var page = new Page(await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.FullPath, path), TestContext.Current.CancellationToken));
        Assert.All(page.Blocks, block => Assert.True(block.IsCommands || block.IsTranscript, $"{path}:{block.Line}"));
        var script = Script(page, prologue, new Queue<Turn>(turns), out var commands, out var left);
        Assert.True(left == 0, $"{left} of the turns of {path} never came");
        var (code, said) = await ShellAsync(script);
        Assert.True(code == 0, $"{path}: {said}\n{string.Join('\n', Enumerable.Range(0, commands).Select(Output).Where(text => text.Length > 0).TakeLast(2))}");
        RequirePromises(page, path);
        return [.. Enumerable.Range(0, commands).Select(Output)];
    }

    private static string Script(Page page, string prologue, Queue<Turn> turns, out int at, out int left)
    {
        var script = new StringBuilder($"{{\n{prologue}\n}} >../output/before 2>&1 || {{ cat ../output/before; exit 90; }}\n");
        at = 0;
        string? waiting = null;
        foreach (var block in page.Blocks.Where(block => block.IsCommands))
        {
            foreach (var command in PageCommand.In(block))
            {
                var turn = turns.TryPeek(out var next) && command.Text.StartsWith(next.Command, StringComparison.Ordinal) ? turns.Dequeue() : new Turn(command.Text);
                waiting = Append(script, command, turn, at++) ?? waiting;
            }

            if (waiting is not null && !block.Lines[^1].Contains(Waits, StringComparison.Ordinal))
            {
                script.Append(waiting);
                waiting = null;
            }
        }

        left = turns.Count;
        return script.ToString();
    }

    private static string? Append(StringBuilder script, PageCommand command, Turn turn, int at)
    {
        var required = string.Create(CultureInfo.InvariantCulture, $"[ $code = {turn.ExitCode ?? command.ExitCode} ] || {{ echo \"line {command.Line} ended with $code\"; exit 91; }}\n");
        var waits = command.Text.Contains(Waits, StringComparison.Ordinal);
        if (turn.Before.Length > 0)
        {
            script.Append(CultureInfo.InvariantCulture, $"{{\n{turn.Before}\n}} >../output/turn 2>&1 || {{ cat ../output/turn; exit 92; }}\n");
        }

        script.Append(CultureInfo.InvariantCulture, $"{{\n{command.Text}\n}} >../output/{at} 2>&1 </dev/null");
        script.Append(waits
            ? string.Create(CultureInfo.InvariantCulture, $" & waiting=$!\nuntil grep -q 'Waiting for: ' ../output/{at}; do kill -0 $waiting || exit 93; sleep 0.1; done\n")
            : $"; code=$?\n{required}");
        return waits ? $"wait $waiting; code=$?\n{required}" : null;
    }

    private void RequirePromises(Page page, string path)
    {
        var at = -1;
        foreach (var block in page.Blocks)
        {
            if (block.IsCommands)
            {
                at += PageCommand.In(block).Count();
                continue;
            }

            var printed = Output(at).Split('\n').Select(line => Transcript.Normal(line, Folder.At("home"))).ToList();
            Assert.All(block.Lines, line => Assert.True(printed.Exists(one => one.Contains(Transcript.Normal(line, Folder.At("home")), StringComparison.Ordinal)), $"{path}:{block.Line} promises '{line}', and this came:\n{Output(at)}"));
        }
    }

    private string Output(int at) => Folder.At("output", at.ToString(CultureInfo.InvariantCulture)) is var file && File.Exists(file) ? File.ReadAllText(file) : "";

    private async Task<(int Code, string Output)> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("/bin/bash", [Folder.Write("runbook.sh", $"exec 2>&1 </dev/null\n{script}")]) { WorkingDirectory = Folder.At("project"), RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{Folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetFullPath("../../..", Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        start.Environment["HOME"] = Folder.At("home");
        start.Environment["USER"] = "operator";
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
