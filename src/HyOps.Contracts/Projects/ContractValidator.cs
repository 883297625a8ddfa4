using System.Collections.Immutable;
using HyOps.Contracts.Modules;
using HyOps.Contracts.Yaml;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>Validates contracts, inputs and environments: reads files, starts nothing, touches no network.</summary>
/// <param name="folders">Where they lie.</param>
public sealed class ContractValidator(ProjectFolders folders)
{
    /// <summary>Validates what is asked for; all problems of all files at once.</summary>
    /// <param name="request">What to validate.</param>
    /// <param name="cancellationToken">Cancelled = stop between two files.</param>
    public ValidationResult Validate(ValidationRequest request, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        var result = request switch
        {
            { Module: { } module } => ValidateModule(module, request, problems),
            { Environment: { } environment, SettingsOnly: true } => new ValidationResult { Problems = [], ModuleCount = 0, Environment = new EnvironmentLoader(folders, request, problems).ReadSettings(environment) },
            { Environment: { } environment } => new EnvironmentLoader(folders, request, problems).Load(environment, cancellationToken),
            _ => ValidateTree(request, problems, cancellationToken),
        };
        return result with { Problems = Sorted(problems) };
    }

    /// <summary>The names of the environments that there are, in ordinal order.</summary>
    public ImmutableArray<string> Environments() => EnvironmentLoader.List(folders);

    private ValidationResult ValidateTree(ValidationRequest request, ProblemList problems, CancellationToken cancellationToken)
    {
        var modules = ModuleTree.Find(folders, problems, cancellationToken);
        if (modules.IsEmpty && !problems.HasErrors)
        {
            problems.Error(
                ProblemCodes.NoModules, new SourceLocation(folders.Show(folders.ModulesRoot)), "no module (a folder with a spec.yml) was found",
                "Name the folder that holds the modules with --modules-root, or the project with --project.");
        }

        var found = new ImmutableArray<Problem>[modules.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Parallelism), CancellationToken = cancellationToken };
        Parallel.For(0, modules.Length, parallel, index => found[index] = ValidateDefaults(modules[index], request));
        problems.AddRange(found.SelectMany(some => some));
        return new ValidationResult { Problems = [], ModuleCount = modules.Length };
    }

    // No inputs, so nothing would run: placeholders and empty references are for the operator to fill in.
    private ImmutableArray<Problem> ValidateDefaults(ModuleFolder module, ValidationRequest request)
    {
        var problems = new ProblemList();
        if (SpecReader.Read(module.Directory, module.Ref, ShownSpec(module.Directory), problems) is { } contract)
        {
            problems.AddRange(ModuleResolver.Resolve(contract, null, Options(request) with { WouldRun = false }).Problems);
        }

        return problems.ToImmutable();
    }

    private ValidationResult ValidateModule(ModuleRef module, ValidationRequest request, ProblemList problems)
    {
        var settings = request.Environment is null ? null : new EnvironmentLoader(folders, request, problems).ReadSettings(request.Environment);
        var result = new ValidationResult { Problems = [], ModuleCount = 1, Environment = settings };
        var contract = new ModuleLibrary(folders).Read(module.Value, null, problems);
        var inputs = request.InputsFile is null ? null : YamlFile.ReadMap(request.InputsFile, folders.Show(request.InputsFile), problems, emptyIsMap: true);
        if (contract is null || (request.InputsFile is not null && inputs is null))
        {
            return result;
        }

        var options = Options(request) with
        {
            InactiveDefaults = request.InactiveDefaults ?? settings?.InactiveDefaults ?? Severity.Error,

            // Real modules take inputs that they have no default for, and this use is to try one out.
            UnknownInputs = Severity.Warning,
            WouldRun = inputs is not null,
        };
        var resolution = ModuleResolver.Resolve(contract, inputs, options);
        problems.AddRange(resolution.Problems);
        return result with { Module = resolution.Module };
    }

    private static ResolutionOptions Options(ValidationRequest request) => new()
    {
        InactiveDefaults = request.InactiveDefaults ?? Severity.Error,
        Destroy = request.Destroy,
    };

    private string ShownSpec(string directory) => folders.Show(Path.Combine(directory, SpecReader.FileName));

    private static ImmutableArray<Problem> Sorted(ProblemList problems) =>
    [
        .. problems.ToImmutable().Distinct()
            .OrderBy(problem => problem.Location.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Location.Line)
            .ThenBy(problem => problem.Location.Column)
            .ThenBy(problem => problem.Code, StringComparer.Ordinal),
    ];
}
