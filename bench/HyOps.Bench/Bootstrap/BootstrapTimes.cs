using System.Globalization;
using System.Text.Json.Nodes;

namespace HyOps.Bench.Bootstrap;

/// <summary>How long one bootstrap took, in milliseconds.</summary>
/// <param name="Total">From the start of the process to its end.</param>
/// <param name="Steps">Each step.</param>
public sealed record BootstrapTimes(double Total, IReadOnlyDictionary<string, double> Steps)
{
    /// <summary>The processor time of the process and all that it started.</summary>
    public double Processor { get; init; }

    /// <summary>What is outside of the steps, where they ran one after another.</summary>
    public double Outside => Total - Steps.Values.Sum();

    /// <summary>From "contracts" to "tools": the questions for the tools' versions, beside one for the commit.</summary>
    public double VersionQuestions { get; init; }

    /// <summary>The search of what the run left for its canary and its secrets.</summary>
    public double LeakSearch { get; init; }

    /// <summary>Reads what the script wrote down.</summary>
    /// <param name="total">The whole time.</param>
    /// <param name="file">Lines of step and milliseconds.</param>
    public static BootstrapTimes OfScript(double total, string file) =>
        new(total, File.ReadLines(file).Select(line => line.Split(' ')).ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture)));

    /// <summary>Reads the newest run record below a runtime root.</summary>
    /// <param name="total">The whole time.</param>
    /// <param name="logsDirectory">The root's logs.</param>
    public static BootstrapTimes OfRecord(double total, string logsDirectory)
    {
        var file = Directory.EnumerateFiles(logsDirectory, "events.jsonl", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)!;
        var events = File.ReadLines(file).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        var steps = events.Where(entry => Word(entry, "event") == "step-finished").ToDictionary(entry => Word(entry, "step")!, entry => (double)entry["duration_ms"]!);
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "record.json")))!;
        return new BootstrapTimes(total, steps)
        {
            VersionQuestions = TimeOf(events, "tools") - TimeOf(events, "contracts"),
            LeakSearch = (double)record["leak_search"]!["duration_ms"]!,
        };
    }

    private static double TimeOf(List<JsonObject> events, string stage)
    {
        var done = events.First(entry => Word(entry, "event") == "stage-done" && Word(entry, "stage") == stage);
        return DateTimeOffset.Parse(Word(done, "time")!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    }

    private static string? Word(JsonObject entry, string name) => (string?)entry[name];
}
