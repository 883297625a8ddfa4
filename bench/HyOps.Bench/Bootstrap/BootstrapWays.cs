using System.Globalization;
using System.Text.Json.Nodes;
using HyOps.Engine.Roots;

namespace HyOps.Bench.Bootstrap;

/// <summary>The two ways to bootstrap <c>local</c>, each in a runtime root of its own.</summary>
/// <param name="bench">Starts processes.</param>
/// <param name="playground">Home and roots.</param>
public sealed class BootstrapWays(Bench bench, Playground playground)
{
    private static readonly string[] Steps = ["image", "network", "app"];

    /// <summary>An empty runtime root.</summary>
    public RuntimeRoot FreshRoot() => playground.FreshRoot();

    /// <summary><c>hyops run bootstrap</c>.</summary>
    /// <param name="root">The runtime root.</param>
    /// <param name="parallelism">How many steps at once.</param>
    /// <param name="outcome">What every step must say, such as "changed".</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<BootstrapTimes> HyopsAsync(RuntimeRoot root, int parallelism, string outcome, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "bootstrap", "--env", "local", "--root", root.FullPath, "--project", bench.RepositoryRoot,
            "--parallelism", parallelism.ToString(CultureInfo.InvariantCulture), "--no-install", "--json",
        ];
        var printed = "";
        var processor = ChildProcessorTime.Read();
        var total = await Bench.TimeAsync(async () => printed = await bench.RunProgramAsync(bench.HyopsProgram, arguments, playground.Variables, cancellationToken));
        var outcomes = JsonNode.Parse(printed)!["steps"]!.AsArray().Select(step => (string?)step!["outcome"]).ToList();
        return outcomes.Count == Steps.Length && outcomes.All(word => word == outcome)
            ? BootstrapTimes.OfRecord(total, root.LogsDirectory) with { Processor = ChildProcessorTime.Read() - processor }
            : throw new InvalidOperationException($"the steps should all be {outcome}: {printed}");
    }

    /// <summary>The plain script.</summary>
    /// <param name="root">The runtime root.</param>
    /// <param name="mode">"all" or "needed".</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<BootstrapTimes> ScriptAsync(RuntimeRoot root, string mode, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(playground.Variables)
        {
            // As long as generated ones.
            ["APP_DB_PASSWORD"] = new('a', 32),
            ["APP_API_TOKEN"] = new('b', 48),
        };
        var script = Path.Combine(bench.RepositoryRoot, "bench", "HyOps.Bench", "Bootstrap", "plain-bootstrap.sh");
        var processor = ChildProcessorTime.Read();
        var total = await Bench.TimeAsync(() => bench.RunProgramAsync("bash", [script, bench.RepositoryRoot, root.FullPath, mode], variables, cancellationToken));
        return BootstrapTimes.OfScript(total, Path.Combine(root.FullPath, "times")) with { Processor = ChildProcessorTime.Read() - processor };
    }

    /// <summary>Both ways must have made the same: else the comparison says nothing.</summary>
    /// <param name="ours">The root that hyops filled.</param>
    /// <param name="theirs">The root that the script filled.</param>
    public static void RequireSameResult(RuntimeRoot ours, RuntimeRoot theirs)
    {
        foreach (var name in new[] { "app.conf", "hyops-app-1.0.0.tar.gz.sha256" })
        {
            var (one, other) = (Content(ours, name), Content(theirs, name));
            if (one != other)
            {
                throw new InvalidOperationException($"{name} differs between hyops and the script:\n{one}\n{other}");
            }
        }
    }

    private static string Content(RuntimeRoot root, string name) =>
        File.ReadAllText(Directory.EnumerateFiles(root.FullPath, name, SearchOption.AllDirectories).Single()).Replace(root.FullPath, "", StringComparison.Ordinal);
}
