using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Packs;

/// <summary>What a bare runner needs for the recovery of one environment, and nothing of any other.</summary>
/// <param name="options">What is asked.</param>
/// <param name="project">The project.</param>
/// <param name="environment">The environment, whose contracts hold.</param>
/// <param name="chosen">Its runtime root.</param>
internal sealed class PackContents(PackOptions options, ProjectFolders project, EnvironmentDefinition environment, ChosenEnvironment chosen)
{
    // What tools leave in a working copy is no part of the project.
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };

    /// <summary>The files, by their path in the pack, in ordinal order.</summary>
    /// <exception cref="PackException">Something that a recovery cannot do without is not there.</exception>
    public IReadOnlyList<PackFile> Collect()
    {
        if (!File.Exists(chosen.Root.BundleFile))
        {
            throw PackException.NoBundle(chosen.Root.BundleFile, chosen.Name.Value);
        }

        return
        [
            .. Host().Concat(Runtime()).Concat(Project())
                .Append(PackFile.Of("runtime-root/vault/" + Path.GetFileName(chosen.Root.BundleFile), chosen.Root.BundleFile))
                .Concat(PackScripts.Of(chosen.Name.Value))
                .DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<PackFile> Folder(string prefix, string folder) =>
        Directory.EnumerateFiles(folder, "*", All).Select(file => PackFile.Of(prefix + Path.GetRelativePath(folder, file), file));

    private IEnumerable<PackFile> Host() => Folder("host/", options.HostFolder).Where(file => !file.Path.EndsWith(".xml", StringComparison.Ordinal) && !file.Path.EndsWith(".pdb", StringComparison.Ordinal));

    /// <summary>.NET as the muxer wants it: <c>dotnet</c>, <c>host/fxr/VERSION</c>, <c>shared/Microsoft.NETCore.App/VERSION</c>.</summary>
    private IEnumerable<PackFile> Runtime()
    {
        if (options.RuntimeFolder is not { } shared)
        {
            return [];
        }

        var version = Path.GetFileName(Path.TrimEndingDirectorySeparator(shared));
        var root = Path.GetFullPath("../../..", shared);
        var (muxer, resolver) = (Path.Combine(root, "dotnet"), Path.Combine(root, "host", "fxr", version));
        return File.Exists(muxer) && Directory.Exists(resolver)
            ? Folder($"dotnet/shared/Microsoft.NETCore.App/{version}/", shared).Concat(Folder($"dotnet/host/fxr/{version}/", resolver)).Append(PackFile.Of("dotnet/dotnet", muxer))
            : throw PackException.NoRuntime(root);
    }

    private IEnumerable<PackFile> Project()
    {
        var inventory = Path.GetRelativePath(project.Root, environment.Directory);
        var modules = Recoveries().SelectMany(plan => plan.Steps).Select(step => step.Module.Contract.Directory).Distinct(StringComparer.Ordinal);
        var single = Recoveries().SelectMany(plan => plan.Steps).Select(step => step.InputsFile)
            .Concat([environment.BreakGlass?.File, environment.BreakGlass?.Runbook, environment.Authority?.MapFile]).OfType<string>();
        return modules.SelectMany(module => Folder($"project/{Path.GetRelativePath(project.Root, module)}/", module))
            .Concat(Folder($"project/{inventory}/", environment.Directory))
            .Concat(single.Select(file => (File: file, Path: Path.GetFullPath(file, project.Root))).Where(one => File.Exists(one.Path)).Select(one => PackFile.Of("project/" + Path.GetRelativePath(project.Root, one.Path), one.Path)));
    }

    private IEnumerable<PhasePlan> Recoveries() => environment.Phases.Where(phase => phase.Key.IsRecovery()).Select(phase => phase.Value);
}
