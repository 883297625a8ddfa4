using HyOps.Contracts.Modules;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>Reads modules by name, each once.</summary>
/// <param name="folders">Where they lie.</param>
internal sealed class ModuleLibrary(ProjectFolders folders)
{
    private readonly Dictionary<string, ModuleContract?> read = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<string>> names = new(() =>
        [.. ModuleTree.Find(folders, new ProblemList(), CancellationToken.None).Select(module => module.Ref)]);

    /// <summary>How many modules were asked for.</summary>
    public int Count => read.Count;

    /// <summary>The contract, or null with a problem.</summary>
    public ModuleContract? Read(string name, SourceLocation? asker, ProblemList problems)
    {
        if (read.TryGetValue(name, out var known))
        {
            if (known is null && !Exists(name))
            {
                NotFound(name, asker, problems);
            }

            return known;
        }

        if (!Exists(name))
        {
            NotFound(name, asker, problems);
            return read[name] = null;
        }

        var directory = Path.Combine(folders.ModulesRoot, name);
        var found = new ProblemList();
        read[name] = SpecReader.Read(directory, name, folders.Show(Path.Combine(directory, SpecReader.FileName)), found);
        problems.AddRange(found.ToImmutable());
        return read[name];
    }

    // A folder in the place of spec.yml is for the reader to report.
    private bool Exists(string name) =>
        ModuleRef.TryParse(name, out _) && Path.Exists(Path.Combine(folders.ModulesRoot, name, SpecReader.FileName));

    private void NotFound(string name, SourceLocation? asker, ProblemList problems) =>
        problems.Error(
            ProblemCodes.ModuleNotFound, asker ?? new SourceLocation(folders.Show(folders.ModulesRoot)),
            $"there is no module '{Shown.Text(name)}' under {folders.Show(folders.ModulesRoot)}",
            Suggestion.Ask(name, names.Value, $"Write its folder with a {SpecReader.FileName}, or correct the name."), "module");
}
