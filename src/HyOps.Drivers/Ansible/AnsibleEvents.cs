using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Drivers.Ansible;

/// <summary>What our callback plugin saw of a playbook.</summary>
/// <param name="Recaps">The counts of each host; empty where the playbook did not come to its end.</param>
/// <param name="Faults">Tasks that failed or hosts that could not be reached, in order.</param>
/// <param name="Outputs">The custom stats; null where the playbook did not come to its end.</param>
/// <param name="Withheld">Names of stats that hold a secret.</param>
internal sealed record AnsibleEvents(IReadOnlyList<HostRecap> Recaps, IReadOnlyList<TaskFault> Faults, JsonObject? Outputs, IReadOnlyList<string> Withheld)
{
    /// <summary>Reads the events of a run; a last line that is torn, as after a kill, counts as not written.</summary>
    /// <param name="lines">One JSON object each.</param>
    public static AnsibleEvents Read(IEnumerable<string> lines)
    {
        var recaps = new List<HostRecap>();
        var faults = new List<TaskFault>();
        var withheld = new List<string>();
        JsonObject? outputs = null;
        foreach (var line in lines.Select(Parse).OfType<JsonObject>())
        {
            switch (Text(line, "event"))
            {
                case "result" when Text(line, "status") is "failed" or "unreachable":
                    faults.Add(new TaskFault(Text(line, "host"), Text(line, "task"), Text(line, "message"), Text(line, "status") == "unreachable"));
                    break;
                case "recap":
                    recaps.Add(HostRecap.Read(line));
                    break;
                case "outputs":
                    outputs = line["data"]?.DeepClone() as JsonObject;
                    withheld.AddRange((line["withheld"] as JsonArray ?? []).Select(static name => (string?)name ?? ""));
                    break;
            }
        }

        return new AnsibleEvents(recaps, faults, outputs, withheld);
    }

    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonObject line, string name) => (string?)line[name] ?? "";
}

/// <summary>A task that failed on a host, or a host that could not be reached.</summary>
/// <param name="Host">The host.</param>
/// <param name="Task">The task's name.</param>
/// <param name="Message">What Ansible said.</param>
/// <param name="Unreachable">Whether the host could not be reached.</param>
internal sealed record TaskFault(string Host, string Task, string Message, bool Unreachable);

/// <summary>The counts of one host at the end of a playbook.</summary>
/// <param name="Host">The host.</param>
/// <param name="Ok">Tasks that went well, changed ones among them.</param>
/// <param name="Changed">Tasks that changed something.</param>
/// <param name="Failed">Tasks that failed.</param>
/// <param name="Unreachable">How often it could not be reached.</param>
internal sealed record HostRecap(string Host, int Ok, int Changed, int Failed, int Unreachable)
{
    /// <summary>Reads a recap event.</summary>
    /// <param name="line">The event.</param>
    public static HostRecap Read(JsonObject line)
    {
        int Count(string name) => (int?)line[name] ?? 0;
        return new HostRecap((string?)line["host"] ?? "", Count("ok"), Count("changed"), Count("failures"), Count("unreachable"));
    }

    /// <summary>For people: <c>localhost: ok 7, changed 2</c>; zeros after "changed" are left out.</summary>
    public override string ToString() =>
        $"{Host}: ok {Ok}, changed {Changed}" + (Failed > 0 ? $", failed {Failed}" : "") + (Unreachable > 0 ? ", unreachable" : "");
}
