using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Modules;

/// <summary>Reads dependencies: of spec.yml.</summary>
internal static class DependencyReader
{
    public static ImmutableArray<ModuleDependency> Read(MapReader spec, ProblemList problems) =>
        [.. spec.Sections("dependencies").Select(section => ReadOne(section, problems)).OfType<ModuleDependency>()];

    private static ModuleDependency? ReadOne(MapReader dependency, ProblemList problems)
    {
        var text = dependency.Text("module_ref", required: true);
        var required = dependency.Boolean("required") ?? true;
        var imports = ReadImports(dependency, problems);
        dependency.RejectUnknown();
        if (text is null)
        {
            return null;
        }

        if (!ModuleRef.TryParse(text, out var moduleRef))
        {
            problems.Error(
                ProblemCodes.BadValue, dependency.LocationOf("module_ref"), $"'{Shown.Text(text)}' is not a module's name",
                "Use two to four parts of a-z, 0-9, - and _ with slashes between them.", dependency.PathOf("module_ref"));
            return null;
        }

        return new ModuleDependency(moduleRef, required, imports, dependency.Location);
    }

    private static ImmutableArray<ModuleImport> ReadImports(MapReader dependency, ProblemList problems)
    {
        if (dependency.Map("imports") is not { } imports)
        {
            return [];
        }

        var reader = new MapReader(imports, dependency.PathOf("imports"), problems);
        return [.. imports.Entries
            .Select(entry => (entry, Input: reader.Text(entry.Key, required: true)))
            .Where(pair => pair.Input is not null)
            .Select(pair => new ModuleImport(pair.entry.Key, pair.Input!, pair.entry.Value.Location))];
    }
}
