using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>The processes that the dummy program told about.</summary>
internal static partial class Family
{
    /// <summary>Waits until every process that said <c>child PID</c> or <c>ready PID</c> is gone.</summary>
    internal static async Task ToldIsGoneAsync(string output)
    {
        var processes = Told().Matches(output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(processes);
        while (processes.Exists(IsAlive))
        {
            await Task.Delay(10, RunnerFixture.Cancelled);
        }
    }

    /// <summary>Waits until no process of a run is alive; nothing else ends them, so that it waits in vain for one that was forgotten.</summary>
    internal static async Task IsGoneAsync(string run)
    {
        while (RunProcesses.Of(run).Living.Count > 0)
        {
            await Task.Delay(10, RunnerFixture.Cancelled);
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?:child|ready) (\d+)")]
    private static partial Regex Told();
}
