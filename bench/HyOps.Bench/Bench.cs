using System.Diagnostics;
using System.Globalization;

namespace HyOps.Bench;

/// <summary>What a benchmark measures and prints with.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="repositoryRoot">The absolute path of this repository.</param>
public sealed class Bench(TextWriter output, string repositoryRoot)
{
    /// <summary>The absolute path of this repository.</summary>
    public string RepositoryRoot => repositoryRoot;

    /// <summary>The median of several runs in milliseconds, after one that does not count.</summary>
    /// <param name="runs">How many runs count.</param>
    /// <param name="action">One run.</param>
    public static async Task<double> MedianAsync(int runs, Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        await action();
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await action();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>The same of work that does not wait.</summary>
    /// <param name="runs">How many runs count.</param>
    /// <param name="action">One run.</param>
    public static Task<double> MedianAsync(int runs, Action action) =>
        MedianAsync(runs, () =>
        {
            action();
            return Task.CompletedTask;
        });

    /// <summary>Prints a figure.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    public void Report(string what, double value, string unit) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-60} {value,10:0.0} {unit}"));

    /// <summary>Prints how many times faster ours is.</summary>
    /// <param name="what">What was compared with what.</param>
    /// <param name="theirs">The plain way, in milliseconds.</param>
    /// <param name="ours">Ours, in milliseconds.</param>
    public void Ratio(string what, double theirs, double ours) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-60} {theirs / ours,10:0.0} times faster ({ours:0.0} ms against {theirs:0.0} ms)"));

    /// <summary>Runs a program to its end with its output thrown away.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RunProgramAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = repositoryRoot,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var standardOutput = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var standardError = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await standardOutput;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await standardError}");
        }
    }
}
