using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Processes;

/// <summary>The built program as a process of its own, with an environment of its own.</summary>
internal static class Hyops
{
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "hyops");

    internal static Process Start(TempFolder folder, IReadOnlyDictionary<string, string?> variables, params string[] args) => Start(folder, variables, Program, args);

    internal static Task<Called> RunAsync(TempFolder folder, params string[] args) => RunAsync(folder, new Dictionary<string, string?>(StringComparer.Ordinal), Program, args);

    internal static async Task<Called> RunAsync(TempFolder folder, IReadOnlyDictionary<string, string?> variables, string program, params string[] args)
    {
        using var process = Start(folder, variables, program, args);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    internal static async Task<Called> EndAsync(Process process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Called(process.ExitCode, await output, await error);
    }

    internal static async Task SignalAsync(Process process, PosixSignal signal)
    {
        using var kill = Process.Start("kill", [$"-{signal.ToString()[3..]}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    internal static Process Start(TempFolder folder, IReadOnlyDictionary<string, string?> variables, string program, IEnumerable<string> args) =>
        Process.Start(Describe(folder, variables, program, args))!;

    internal static ProcessStartInfo Describe(TempFolder folder, IReadOnlyDictionary<string, string?> variables, string program, IEnumerable<string> args)
    {
        var description = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder.FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        description.Environment.Clear();
        description.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        description.Environment["HOME"] = folder.CreateFolder("home");
        description.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var (name, value) in variables)
        {
            if (value is null)
            {
                description.Environment.Remove(name);
            }
            else
            {
                description.Environment[name] = value;
            }
        }

        return description;
    }
}
