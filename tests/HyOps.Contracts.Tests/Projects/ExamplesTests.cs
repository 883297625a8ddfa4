using HyOps.Contracts.Projects;
using HyOps.Core.Modules;
using HyOps.Testing;

namespace HyOps.Contracts.Tests.Projects;

/// <summary>The examples of this repository's own modules hold their contracts.</summary>
public sealed class ExamplesTests
{
    private static readonly ProjectFolders Repository = ProjectFolders.At(RepositoryRoot.FullPath);

    public static TheoryData<string> Examples => new(
        Directory.EnumerateFiles(Repository.ModulesRoot, "*.yml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "examples")
            .Select(file => Path.GetRelativePath(Repository.ModulesRoot, file))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_would_run(string example)
    {
        var module = Path.GetDirectoryName(Path.GetDirectoryName(example))!;

        var result = new ContractValidator(Repository).Validate(
            new ValidationRequest { Module = ModuleRef.Parse(module), InputsFile = Path.Combine(Repository.ModulesRoot, example) }, TestContext.Current.CancellationToken);

        Assert.Empty(result.Problems);
        Assert.NotNull(result.Module);
    }
}
