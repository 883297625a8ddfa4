using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Contracts.Yaml;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads environment.yml (api_version <c>hybridops/v1</c>, kind <c>Environment</c>), its steps as drafts that name modules and files.</summary>
internal static class EnvironmentReader
{
    public const string FileName = "environment.yml";

    private static readonly Dictionary<string, Tier> Tiers = new() { ["local"] = Tier.Local, ["nonprod"] = Tier.Nonprod, ["prod"] = Tier.Prod };

    private static readonly Dictionary<string, ExecutionPlane> Planes = new()
    {
        ["workstation-direct"] = ExecutionPlane.WorkstationDirect,
        ["runner-local"] = ExecutionPlane.RunnerLocal,
    };

    private static readonly Dictionary<string, Severity> Weights = new() { ["warn"] = Severity.Warning, ["error"] = Severity.Error };

    public static EnvironmentDraft? Read(string directory, EnvironmentName folder, string shown, ProblemList problems)
    {
        if (YamlFile.ReadMap(Path.Combine(directory, FileName), shown, problems) is not { } map)
        {
            return null;
        }

        var reader = new MapReader(map, "", problems);
        FormatHeader.Check(reader, "Environment", problems);
        CheckName(reader, folder, problems);
        var tier = ReadTier(reader, folder, problems);
        var secrets = SecretsSectionReader.Read(reader.Section("secrets"), tier, problems);
        var contracts = reader.Section("contracts");
        var definition = new EnvironmentDefinition
        {
            Name = folder,
            Location = new SourceLocation(shown),
            Directory = directory,
            Tier = tier,
            ExecutionPlane = reader.Choice("execution_plane", Planes) ?? ExecutionPlane.WorkstationDirect,
            Tools = ReadTools(reader.Section("tools"), problems),
            Packages = PackagesReader.Read(reader.Section("packages"), problems),
            Authority = secrets.Authority,
            ExternalSecrets = secrets.ExternalSecrets,
            BreakGlass = secrets.BreakGlass,
            AllowedReservedKeys = secrets.AllowedReservedKeys,
            Lease = LeaseReader.Read(reader, tier, problems),
            Guardrails = GuardrailsReader.Read(reader.Section("guardrails"), problems),
            Records = RecordsReader.Read(reader.Section("records"), problems),
            Telemetry = RecordsReader.ReadTelemetry(reader.Section("telemetry"), problems),
            InactiveDefaults = contracts?.Choice("inactive_defaults", Weights) ?? Severity.Error,
            UnknownInputs = contracts?.Choice("unknown_inputs", Weights) ?? Severity.Error,
        };
        var phases = StepReader.ReadPhases(reader.Section("phases", required: true), directory, problems);
        contracts?.RejectUnknown();
        reader.Text("description", mayBeEmpty: true);
        reader.RejectUnknown();
        return new EnvironmentDraft(definition, phases);
    }

    private static void CheckName(MapReader reader, EnvironmentName folder, ProblemList problems)
    {
        if (reader.Text("name", required: true) is { } name && name != folder.Value)
        {
            problems.Error(
                ProblemCodes.EnvironmentNameNotFolder, reader.LocationOf("name"), $"name is '{Shown.Text(name)}', but the folder is '{folder}'",
                "Rename one after the other: the name decides which runtime root and which lease a run takes.", "name");
        }
    }

    // One that cannot be read counts as the strictest, and is told of already.
    private static Tier ReadTier(MapReader reader, EnvironmentName folder, ProblemList problems)
    {
        if (reader.Choice("tier", Tiers, required: true) is not { } tier)
        {
            return Tier.Prod;
        }

        if (folder.IsLocal && tier is not Tier.Local)
        {
            problems.Error(
                ProblemCodes.LocalNameNotLocal, reader.LocationOf("tier"), $"tier is '{tier.ToString().ToLowerInvariant()}', but the environment is named '{folder}'",
                "Write tier: local, or give it a name that is not local and does not begin with local-.", "tier");
        }

        return tier;
    }

    private static ImmutableSortedDictionary<string, VersionConstraint> ReadTools(MapReader? tools, ProblemList problems)
    {
        var constraints = ImmutableSortedDictionary.CreateBuilder<string, VersionConstraint>(StringComparer.Ordinal);
        foreach (var tool in (string[])["terraform", "packer", "ansible"])
        {
            if (tools?.Text(tool) is not { } text)
            {
                continue;
            }

            if (VersionConstraint.TryParse(text, out var constraint))
            {
                constraints[tool] = constraint;
            }
            else
            {
                problems.Error(
                    ProblemCodes.BadConstraint, tools.LocationOf(tool), $"tools.{tool} is '{Shown.Text(text)}', which is no version constraint",
                    "Write comparisons with spaces between them, in quotes: \">=1.6 <2\".", $"tools.{tool}");
            }
        }

        tools?.RejectUnknown();
        return constraints.ToImmutable();
    }
}

/// <summary>An environment whose steps are not resolved yet.</summary>
/// <param name="Definition">All but the phases.</param>
/// <param name="Phases">The phases as written.</param>
internal sealed record EnvironmentDraft(EnvironmentDefinition Definition, ImmutableArray<PhaseDraft> Phases);
