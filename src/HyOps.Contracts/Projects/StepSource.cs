using System.Collections.Immutable;
using HyOps.Contracts.Environments;
using HyOps.Contracts.Yaml;
using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>Reads the modules and inputs files that an environment's steps name.</summary>
internal sealed class StepSource(
    ProjectFolders folders, EnvironmentDefinition environment, ValidationRequest request, ModuleLibrary library, ProblemList problems) : IStepSource
{
    private const string InputsFolder = "inputs";
    private readonly Dictionary<string, ConfigMap?> read = new(StringComparer.Ordinal);

    public ModuleContract? Module(StepDraft step)
    {
        var contract = step.Module is null ? null : library.Read(step.Module, step.ModuleLocation, problems);
        if (contract?.PackRef is not null && !Directory.Exists(Path.Combine(contract.Directory, contract.Stack)))
        {
            problems.Error(
                ProblemCodes.StackMissing, step.ModuleLocation, $"{contract.ModuleRef} takes its files from the pack {Shown.Text(contract.PackRef)}, which is not read here",
                $"Put the tool's files into the folder '{Shown.Text(contract.Stack)}' beside {contract.Location.File}.", $"{step.Path}.module");
        }

        return contract;
    }

    public ConfigMap? Inputs(StepDraft step)
    {
        if (step.Inputs is null || PathOf(step) is not { } path)
        {
            return null;
        }

        if (!read.TryGetValue(path, out var map))
        {
            map = Path.Exists(path) ? YamlFile.ReadMap(path, folders.Show(path), problems, emptyIsMap: true) : Missing(step, path);
            read[path] = map;
        }

        return map;
    }

    public ResolvedModule Resolve(ModuleContract contract, ConfigMap? inputs, ImmutableHashSet<string> wired)
    {
        var resolution = ModuleResolver.Resolve(contract, inputs, new ResolutionOptions
        {
            InactiveDefaults = request.InactiveDefaults ?? environment.InactiveDefaults,
            UnknownInputs = environment.UnknownInputs,
            Destroy = request.Destroy,
            Wired = wired,
        });
        problems.AddRange(resolution.Problems);
        return resolution.Module;
    }

    /// <summary>Reports the files of the inputs folder that no step of any phase names.</summary>
    public void ReportUnusedInputs(IEnumerable<StepDraft> steps)
    {
        var used = steps.Where(step => step.Inputs is not null).Select(step => Absolute(step.Inputs!)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in InputsFiles().Where(file => !used.Contains(file)))
        {
            problems.Error(
                ProblemCodes.InputsFileUnused, new SourceLocation(folders.Show(file)), $"no step of '{environment.Name}' uses this inputs file",
                $"Name it with inputs: in a step of {environment.Location.File}, or remove it.");
        }
    }

    private ConfigMap? Missing(StepDraft step, string path)
    {
        problems.Error(
            ProblemCodes.FileUnreadable, step.InputsLocation, $"the inputs file '{Shown.Text(step.Inputs!)}' does not exist",
            Suggestion.Ask(step.Inputs!, InputsFiles().Select(Relative), $"Write {folders.Show(path)}, or correct the path; it is relative to {folders.Show(environment.Directory)}."),
            $"{step.Path}.inputs");
        return null;
    }

    // Environments may share inputs, but nothing outside the inventories is under the same care.
    private string? PathOf(StepDraft step)
    {
        var path = Absolute(step.Inputs!);
        var relative = Path.GetRelativePath(Path.GetDirectoryName(environment.Directory)!, path);
        if (!Path.IsPathRooted(step.Inputs) && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal))
        {
            return path;
        }

        problems.Error(
            ProblemCodes.InputsFileOutside, step.InputsLocation, $"the inputs file '{Shown.Text(step.Inputs!)}' lies outside the inventories",
            $"Put it under {folders.Show(environment.Directory)}/{InputsFolder}, and name it relative to environment.yml.", $"{step.Path}.inputs");
        return null;
    }

    private string Absolute(string inputs) => Path.GetFullPath(inputs.Replace("\0", "", StringComparison.Ordinal), environment.Directory);

    private string Relative(string file) => Path.GetRelativePath(environment.Directory, file);

    private IEnumerable<string> InputsFiles()
    {
        var folder = Path.Combine(environment.Directory, InputsFolder);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { IgnoreInaccessible = true, RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
                .Where(file => Path.GetExtension(file) is ".yml" or ".yaml")
                .Order(StringComparer.Ordinal)
            : [];
    }
}
