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

    /// <summary>The published command, as the target Cli leaves it.</summary>
    public string HyopsProgram
    {
        get
        {
            var program = Path.Combine(repositoryRoot, "artifacts", "hyops", "hyops");
            return File.Exists(program) ? program : throw new InvalidOperationException($"{program} is not there: run ./build.sh --target Cli");
        }
    }

    /// <summary>The median of several runs in milliseconds, after one that does not count.</summary>
    /// <param name="runs">How many runs count.</param>
    /// <param name="action">One run.</param>
    public static async Task<double> MedianAsync(int runs, Func<Task> action) => (await MediansAsync(runs, action))[0];

    /// <summary>The same of work that does not wait.</summary>
    /// <param name="runs">How many runs count.</param>
    /// <param name="action">One run.</param>
    public static Task<double> MedianAsync(int runs, Action action) => MedianAsync(runs, Waiting(action));

    /// <summary>
    /// The medians of several ways to do one thing, in milliseconds: one run of each that does not count, then round by round each once, the
    /// first of a round being another one every time. What else the machine does meets all of them alike.
    /// </summary>
    /// <param name="rounds">How many runs of each count.</param>
    /// <param name="actions">One run of each way.</param>
    public static async Task<double[]> MediansAsync(int rounds, params Func<Task>[] actions)
    {
        var samples = actions.Select(_ => new Samples()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var place = 0; place < actions.Length; place++)
            {
                var index = (place + Math.Max(round, 0)) % actions.Length;
                var milliseconds = await TimeAsync(actions[index]);
                if (round >= 0)
                {
                    samples[index].Add(milliseconds);
                }
            }
        }

        return [.. samples.Select(sample => sample.Median)];
    }

    /// <summary>Work that does not wait, in the form of work that does.</summary>
    /// <param name="action">The work.</param>
    public static Func<Task> Waiting(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    /// <summary>How long one run takes, in milliseconds.</summary>
    /// <param name="action">The run.</param>
    public static async Task<double> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Prints a figure.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    public void Report(string what, double value, string unit) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-64} {value,10:0.0} {unit}"));

    /// <summary>Prints how many times faster ours is.</summary>
    /// <param name="what">What was compared with what.</param>
    /// <param name="theirs">The plain way, in milliseconds.</param>
    /// <param name="ours">Ours, in milliseconds.</param>
    public void Ratio(string what, double theirs, double ours) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-64} {theirs / ours,10:0.00} times as fast ({ours:0.0} ms against {theirs:0.0} ms)"));

    /// <summary>Runs a program to its end with its output thrown away.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RunProgramAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunProgramAsync(program, arguments, environment: null, cancellationToken);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">All that it sees; null: what we see.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What it wrote to standard output.</returns>
    public async Task<string> RunProgramAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = repositoryRoot,
        };
        if (environment is not null)
        {
            start.Environment.Clear();
            environment.ToList().ForEach(pair => start.Environment[pair.Key] = pair.Value);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var standardOutput = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var standardError = process.StandardError.ReadToEndAsync(cancellationToken);
        await using var ended = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await standardOutput
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await standardOutput}{await standardError}");
    }
}
