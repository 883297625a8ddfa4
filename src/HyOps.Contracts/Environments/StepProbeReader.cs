using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads the commands of a runbook: <c>{ command: [probes/is-promoted], env: [KEY], expect: "…", timeout: 10s }</c>.</summary>
/// <param name="directory">The environment's folder, in which programs with a slash lie.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class StepProbeReader(string directory, ProblemList problems)
{
    /// <summary>One of them; null where there is none, or where it cannot be used.</summary>
    public StepProbe? Read(MapReader parent, string key, bool required = false)
    {
        parent.Node(key, required);
        if (parent.Section(key) is not { } probe)
        {
            return null;
        }

        probe.List("command", required: true);
        var command = probe.Texts("command");
        var read = new StepProbe
        {
            Command = command,
            Keys = [.. new KeyListReader(probe, problems).Read("env").Order()],
            Expect = probe.Text("expect"),
            Timeout = DurationReader.Read(probe, "timeout", problems) ?? TimeSpan.FromSeconds(30),
            Location = probe.Location,
        };
        probe.RejectUnknown();
        CheckProgram(probe, command);
        return command.IsEmpty ? null : read;
    }

    private void CheckProgram(MapReader probe, ImmutableArray<string> command)
    {
        if (command.IsEmpty || !command[0].Contains('/', StringComparison.Ordinal) || IsWithin(command[0]) && File.Exists(Path.Combine(directory, command[0])))
        {
            return;
        }

        problems.Error(
            ProblemCodes.StepProbeMissing, probe.LocationOf("command"), $"{probe.PathOf("command")} starts '{Shown.Text(command[0])}', which is not in the environment's folder",
            "Put the program beside environment.yml and name it relative to that, or name one on PATH without a slash.", probe.PathOf("command"));
    }

    private static bool IsWithin(string program) => !Path.IsPathRooted(program) && !program.Split('/').Contains("..");
}
