using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;
using HyOps.Core.World;

namespace HyOps.Cake.Hosting;

/// <summary>A heading before each task, and what took how long after several; all on standard error.</summary>
/// <param name="terminal">The terminal.</param>
public sealed class HostReportPrinter(Terminal terminal) : ICakeReportPrinter
{
    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var tasks = report.Where(entry => entry.Category == CakeReportEntryCategory.Task).ToList();
        if (tasks.Count < 2)
        {
            return;
        }

        terminal.Error.Write('\n');
        foreach (var task in tasks)
        {
            var status = task.ExecutionStatus is CakeTaskExecutionStatus.Executed ? "" : $"  {task.ExecutionStatus.ToString().ToLowerInvariant()}";
            var seconds = string.Create(CultureInfo.InvariantCulture, $"{task.Duration.TotalSeconds,8:0.0} s");
            terminal.Error.Write($"{task.TaskName,-20}{seconds}{status}\n");
        }
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Normal)
        {
            terminal.Error.Write($"\n== {name}\n");
        }
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Verbose)
        {
            terminal.Error.Write($"\n== {name} (skipped)\n");
        }
    }
}
