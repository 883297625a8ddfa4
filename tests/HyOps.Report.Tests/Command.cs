using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HyOps.Report.Tests;

/// <summary>hyops itself, as somebody runs it in a home of their own.</summary>
internal sealed class Command : IDisposable
{
    // tests/NAME/bin/CONFIGURATION/FRAMEWORK: the command is built beside us, in the same configuration.
    private static readonly string Program = Path.Combine(
        RepositoryRoot.FullPath, "src", "HyOps.Cli", "bin", Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!, "net10.0", "hyops");

    private readonly string home;

    public Command() => home = Folder.CreateFolder("home");

    public TempFolder Folder { get; } = new("command");

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = Folder.FullPath, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HOME"] = home;
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => Folder.Dispose();
}
