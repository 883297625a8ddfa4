using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>The watcher's script alone, with a pipe that a test closes as our death closes it; and children for it.</summary>
internal sealed class Watcher : IDisposable
{
    private readonly List<Process> started = [];
    private readonly Process process;

    internal Watcher()
    {
        var start = new ProcessStartInfo("/usr/bin/setsid", ["/bin/sh", "-c", ChildWatchScript.Text, "hyops-watch", "0"]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        process = Keep(start);
    }

    internal int Id => process.Id;

    /// <summary>Starts a shell in a session of its own, all three streams pipes, and waits until it says <c>ready</c>.</summary>
    internal async Task<Process> StartChildAsync(string script, string folder, string? mark = null)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid", ["/bin/sh", "-c", script]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TRACEPARENT"] = mark;
        var child = Keep(start);
        Assert.Equal("ready", await child.StandardOutput.ReadLineAsync(RunnerFixture.Cancelled));
        return child;
    }

    internal async Task TellAsync(string lines)
    {
        await process.StandardInput.BaseStream.WriteAsync(Encoding.ASCII.GetBytes(lines), RunnerFixture.Cancelled);
        await process.StandardInput.BaseStream.FlushAsync(RunnerFixture.Cancelled);
    }

    /// <summary>Waits until the output of a child cannot break any more: somebody beside us holds its reading end.</summary>
    internal async Task HoldsOutputAsync()
    {
        while (!Stats().Any(stat => stat.Contains("(sleep)", StringComparison.Ordinal) && Field(stat, 1) == process.Id))
        {
            await Task.Delay(5, RunnerFixture.Cancelled);
        }
    }

    /// <summary>We are gone: nobody reads the child, and the pipe to the watcher ends. Waits for the child's end and the watcher's.</summary>
    internal async Task DieAsync(Process child)
    {
        await DieAsync([child]);
        await child.WaitForExitAsync(RunnerFixture.Cancelled);
    }

    /// <summary>The same, and waits until the watcher has sent what it sends: only what reads the children's output is left of it.</summary>
    internal async Task DieAsync(params IReadOnlyList<Process> children)
    {
        foreach (var child in children)
        {
            child.StandardOutput.Close();
            child.StandardError.Close();
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(RunnerFixture.Cancelled);
        while (Stats().Any(stat => stat.Contains("(sh)", StringComparison.Ordinal) && Field(stat, 3) == process.Id))
        {
            await Task.Delay(5, RunnerFixture.Cancelled);
        }
    }

    public void Dispose()
    {
        started.ForEach(End);
        process.Dispose();
    }

    private static void End(Process one)
    {
        if (!one.HasExited)
        {
            one.Kill(entireProcessTree: true);
        }

        one.Dispose();
    }

    private static int Field(string stat, int number) => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[number], CultureInfo.InvariantCulture);

    private static IEnumerable<string> Stats() =>
        Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])).Select(Stat).Where(stat => stat.Length > 0);

    private static string Stat(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "stat"));
        }
        catch (IOException)
        {
            return ""; // It has ended.
        }
    }

    private Process Keep(ProcessStartInfo start)
    {
        var one = Process.Start(start)!;
        started.Add(one);
        return one;
    }
}
