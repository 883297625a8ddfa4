using System.Collections.Immutable;
using HyOps.Contracts.Environments;
using HyOps.Contracts.Kubernetes;
using HyOps.Contracts.SecretMaps;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>Loads an environment with everything that its phases name.</summary>
internal sealed class EnvironmentLoader(ProjectFolders folders, ValidationRequest request, ProblemList problems)
{
    /// <summary>The environments that there are.</summary>
    public static ImmutableArray<string> List(ProjectFolders folders) =>
        folders.InventoriesRoot is { } root && Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root, "*", new EnumerationOptions { IgnoreInaccessible = true })
                .Where(directory => Path.Exists(Path.Combine(directory, EnvironmentReader.FileName)))
                .Select(directory => Path.GetFileName(directory))
                .Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The environment without its phases, or null with a problem.</summary>
    public EnvironmentDefinition? ReadSettings(EnvironmentName name) => ReadDraft(name)?.Definition;

    /// <summary>The environment with its phases.</summary>
    public ValidationResult Load(EnvironmentName name, CancellationToken cancellationToken)
    {
        var library = new ModuleLibrary(folders);
        if (ReadDraft(name) is not { } draft)
        {
            return new ValidationResult { Problems = [], ModuleCount = 0 };
        }

        var source = new StepSource(folders, draft.Definition, request, library, problems);
        var plans = ImmutableDictionary.CreateBuilder<Phase, PhasePlan>();
        foreach (var phase in draft.Phases.Where(phase => request.Phase is null || request.Phase == phase.Phase))
        {
            cancellationToken.ThrowIfCancellationRequested();
            plans[phase.Phase] = new PhasePlanner(phase, source, problems).Plan();
        }

        CheckPhase(draft);
        source.ReportUnusedInputs(draft.Phases.SelectMany(phase => phase.Steps));
        var environment = draft.Definition with { Phases = plans.ToImmutable(), IsForDrills = draft.Phases.Any(phase => phase.Drill is { Always: true }) };
        SteadyStateSources.Check(environment, problems);
        if (request.Phase is null)
        {
            ConsumerRules.Check(environment, problems);
            if (request.Manifests)
            {
                new ManifestCheck(folders).Run(environment, problems);
            }
        }

        return new ValidationResult { Problems = [], ModuleCount = library.Count, Environment = environment };
    }

    // A recovery has nothing to do with the authority: a map that is broken must not stand in its way.
    private EnvironmentDraft WithSecretMap(EnvironmentDraft draft)
    {
        if (draft.Definition.Authority is not { } authority || request.Phase is { } phase && phase.IsRecovery())
        {
            return draft;
        }

        var file = Path.Combine(folders.Root, authority.MapFile);
        var map = SecretMapReader.Read(file, folders.Show(file), authority.Kind, authority.Scope, problems);
        return draft with { Definition = draft.Definition with { SecretMap = map ?? SecretMap.Empty } };
    }

    private void CheckPhase(EnvironmentDraft draft)
    {
        if (request.Phase is not { } wanted || draft.Phases.Any(phase => phase.Phase == wanted && !phase.Steps.IsEmpty))
        {
            return;
        }

        problems.Error(
            ProblemCodes.NoSteps, draft.Definition.Location, $"the phase {PhaseNames.Of(wanted)} has no steps in environment '{draft.Definition.Name}'",
            $"Add steps under phases.{PhaseNames.Of(wanted)}, or name another phase or environment.", $"phases.{PhaseNames.Of(wanted)}");
    }

    private EnvironmentDraft? ReadDraft(EnvironmentName name)
    {
        var directory = Path.Combine(folders.InventoriesRoot ?? folders.Root, name.Value);
        var file = Path.Combine(directory, EnvironmentReader.FileName);
        if (folders.InventoriesRoot is not null && Path.Exists(file))
        {
            return EnvironmentReader.Read(directory, name, folders.Show(file), problems) is { } draft ? WithSecretMap(draft) : null;
        }

        var all = List(folders);
        problems.Error(
            ProblemCodes.EnvironmentNotFound, new SourceLocation(folders.Show(file)), $"there is no environment '{name}'",
            Suggestion.Ask(name.Value, all, all.IsEmpty ? "Write its environment.yml." : $"There are {string.Join(", ", all)}; or write its environment.yml."), "environment");
        return null;
    }
}
