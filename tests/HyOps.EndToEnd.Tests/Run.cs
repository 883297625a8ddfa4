using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HyOps.EndToEnd.Tests;

/// <summary>A program that runs, with nothing of this process's environment but PATH and where .NET is.</summary>
internal sealed class Run : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;
    private bool disposed;

    private Run(Process process)
    {
        this.process = process;
        Id = process.Id;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int Id { get; }

    public static Run Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, string directory)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["DOTNET_ROOT"] = Hosts.DotnetRoot;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new Run(Process.Start(start)!);
    }

    public async Task SignalAsync(PosixSignal signal) => await KillAsync(signal.ToString()[3..]);

    public async Task KillAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task TypeAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys.AsMemory(), TestContext.Current.CancellationToken);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Ended> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return new Ended(process.ExitCode, await output.WaitAsync(cancellationToken), await error.WaitAsync(cancellationToken));
    }

    public void Dispose()
    {
        if (!disposed && !process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        disposed = true;
        process.Dispose();
    }
}

/// <summary>How a program ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>Everything, for the text of a failed assertion.</summary>
    public string All => $"ended with {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";

    public Ended Is(int exitCode, params string[] texts)
    {
        Assert.True(ExitCode == exitCode, $"expected {exitCode}, {All}");
        foreach (var text in texts)
        {
            Assert.True(All.Contains(text, StringComparison.Ordinal), $"lacks '{text}': {All}");
        }

        return this;
    }
}
