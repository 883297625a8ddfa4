using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runbooks;

/// <summary>What the journal of an earlier run says, for the one that resumes it.</summary>
internal sealed class RunbookHistory
{
    private readonly Dictionary<string, JsonObject> outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GateApproval> approvals = new(StringComparer.Ordinal);
    private readonly List<string> runs = [];
    private bool isCleaned;

    private RunbookHistory(ImmutableArray<string> lines, string head)
    {
        Lines = lines;
        Head = head;
    }

    /// <summary>Its whole lines, which the resuming run's journal begins with.</summary>
    public ImmutableArray<string> Lines { get; }

    /// <summary>The hash of the last of them.</summary>
    public string Head { get; }

    /// <summary>The run that wrote its end.</summary>
    public string Run { get; private set; } = "";

    /// <summary>The environment.</summary>
    public string Environment { get; private set; } = "";

    /// <summary>The phase's word.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Whether it was a drill.</summary>
    public bool IsDrill { get; private set; }

    /// <summary>When the recovery's time began to count: the disaster of a drill, or the start of the first run.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>
    /// The runs that its end is one recovery with, in order. A drill that was cleaned up is over: a run that resumes it has a disaster, a time and
    /// so a recovery of its own.
    /// </summary>
    public IReadOnlyList<string> Runs => runs;

    /// <summary>What a step had published; null where it did not end well.</summary>
    public JsonObject? OutputsOf(string step) => outputs.TryGetValue(step, out var known) ? (JsonObject)known.DeepClone() : null;

    /// <summary>The approval of a gate; null where there is none.</summary>
    public GateApproval? ApprovalOf(string gate) => approvals.GetValueOrDefault(gate);

    /// <summary>Reads a journal. A last line that a power cut tore is left out.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RunbookException">It is no journal, or was changed.</exception>
    public static RunbookHistory Read(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            throw RunbookException.JournalUnreadable(path, e.Message);
        }

        return Of(content, path);
    }

    /// <summary>Reads one that was kept elsewhere, line by line.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="place">Where they were, in words.</param>
    /// <exception cref="RunbookException">It is no journal, or was changed.</exception>
    public static RunbookHistory Of(IEnumerable<string> lines, string place) => Of(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), place);

    private static RunbookHistory Of(byte[] content, string place)
    {
        var reading = ChainReading.Of(content);
        if (reading.Faults is [var fault, ..])
        {
            throw RunbookException.JournalUnreadable(place, $"line {fault.Line} {fault.Reason}");
        }

        var history = new RunbookHistory([.. reading.Lines.Select(line => Encoding.UTF8.GetString(content, (int)line.Offset, line.Length))], reading.Head);
        try
        {
            history.Lines.Select(line => (JsonObject)JsonNode.Parse(line)!).ToList().ForEach(history.Take);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or InvalidCastException)
        {
            throw RunbookException.JournalUnreadable(place, "it has the form of a journal and not its content");
        }

        return history.Run.Length > 0 ? history : throw RunbookException.JournalUnreadable(place, "no run has begun in it");
    }

    private void Take(JsonObject entry)
    {
        switch ((string?)entry["event"])
        {
            case RunbookJournal.RunBegan:
                (Run, Environment, Phase) = ((string?)entry["run"] ?? "", (string?)entry["environment"] ?? "", (string?)entry["phase"] ?? "");
                IsDrill = (bool?)entry["drill"] ?? false;
                TakeRun();
                break;
            case RunbookJournal.RecoveryBegan:
                Began ??= DateTimeOffset.Parse((string)entry["at"]!, CultureInfo.InvariantCulture);
                break;
            case RunbookJournal.DrillCleaned:
                (Began, isCleaned) = (null, true);
                break;
            case RunbookJournal.StepEnded when (string?)entry["step"] is { } step:
                outputs.Remove(step);
                if (entry["outputs"] is JsonObject published)
                {
                    outputs[step] = published;
                }

                break;
            case RunbookJournal.GateApproved when entry["approval"]?.Deserialize(GateApprovalJson.Default.GateApproval) is { } approval:
                approvals[approval.Gate] = approval;
                break;
        }
    }

    private void TakeRun()
    {
        if (isCleaned)
        {
            runs.Clear();
        }

        isCleaned = false;
        runs.Add(Run);
    }
}
