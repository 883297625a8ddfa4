using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Modules;

/// <summary>Reads probes: of spec.yml.</summary>
internal sealed class ProbesReader(string directory, ProblemList problems)
{
    public ImmutableArray<ConsumerProbe> Read(MapReader spec)
    {
        var probes = new Dictionary<string, ConsumerProbe>(StringComparer.Ordinal);
        foreach (var probe in spec.Sections("probes").Select(ReadOne).OfType<ConsumerProbe>())
        {
            if (!probes.TryAdd(probe.Name, probe))
            {
                problems.Error(
                    ProblemCodes.ListedTwice, probe.Location, $"probes has '{Shown.Text(probe.Name)}' already, at {probes[probe.Name].Location}", "Give each probe a name of its own.", "probes");
            }
        }

        return [.. probes.Values];
    }

    private ConsumerProbe? ReadOne(MapReader probe)
    {
        var name = probe.Text("name", required: true);
        var keys = probe.Node("for") is ConfigList ? probe.Texts("for") : probe.Text("for", required: true) is { } one ? [one] : [];
        probe.List("command", required: true);
        var command = probe.Texts("command");
        var expect = probe.Text("expect");
        var timeout = DurationReader.Read(probe, "timeout", problems);
        probe.RejectUnknown();
        CheckProgram(probe, command);
        var names = keys.Select(text => Key(probe, text)).OfType<SecretName>().Order().ToImmutableArray();
        return name is null || command.IsEmpty || names.IsEmpty ? null : new ConsumerProbe
        {
            Name = name,
            Keys = names,
            Command = command,
            Expect = expect,
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
            Location = probe.Location,
        };
    }

    // What is no name may be a value: it is not repeated.
    private SecretName? Key(MapReader probe, string text)
    {
        if (SecretName.TryParse(text, out var name))
        {
            return name;
        }

        problems.Error(
            ProblemCodes.BadValue, probe.LocationOf("for"), $"{probe.PathOf("for")} holds something that is not the name of a variable (not shown)", "Name keys of required_env: [A-Z_][A-Z0-9_]*.", probe.PathOf("for"));
        return null;
    }

    private void CheckProgram(MapReader probe, ImmutableArray<string> command)
    {
        if (command.IsEmpty || !command[0].Contains('/', StringComparison.Ordinal) || IsWithin(command[0]) && File.Exists(Path.Combine(directory, command[0])))
        {
            return;
        }

        problems.Error(
            ProblemCodes.ProbeMissing, probe.LocationOf("command"), $"{probe.PathOf("command")} starts '{Shown.Text(command[0])}', which is not in the module",
            "Put the program beside spec.yml and name it relative to that, or name one on PATH without a slash.", probe.PathOf("command"));
    }

    private static bool IsWithin(string program) => !Path.IsPathRooted(program) && !program.Split('/').Contains("..");
}
