using HyOps.Cli.Hosting;
using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;

namespace HyOps.Cli.Validation;

/// <summary>What is to be validated.</summary>
internal sealed class ValidationScope
{
    private readonly ContractValidator validator;
    private readonly IReadOnlyList<ValidationRequest> requests;

    private ValidationScope(string what, ContractValidator validator, IReadOnlyList<ValidationRequest> requests)
    {
        What = what;
        this.validator = validator;
        this.requests = requests;
    }

    /// <summary>What it is, for people.</summary>
    internal string What { get; }

    internal static ValidationScope Of(Invocation invocation, ValidateOptions options)
    {
        var world = invocation.World;
        var modulesRoot = invocation.Path(options.ModulesRoot) is { } given ? ExistingFolder(world.Absolute(given)) : null;
        var request = new ValidationRequest
        {
            Module = ModuleOf(invocation.Get(options.Module)),
            InputsFile = InputsOf(invocation, options),
            InactiveDefaults = invocation.Get(options.InactiveDefaults) switch { "warn" => Severity.Warning, "error" => Severity.Error, _ => null },
            Parallelism = world.ProcessorCount,
        };
        var folders = modulesRoot is null
            ? Project.Find(world, invocation.Project)
            : new ProjectFolders { Root = modulesRoot, ModulesRoot = modulesRoot };
        return For(new ContractValidator(folders), modulesRoot, request, ChosenEnvironment.NamedBy(world, invocation.Environment));
    }

    internal IReadOnlyList<ValidationResult> Validate(CancellationToken cancellationToken) =>
        [.. requests.Select(request => validator.Validate(request, cancellationToken))];

    private static ValidationScope For(ContractValidator validator, string? modulesRoot, ValidationRequest request, EnvironmentName? environment) => request switch
    {
        { Module: { } module } => new($"module {module}", validator, [request with { Environment = modulesRoot is null ? environment : null }]),
        _ when modulesRoot is not null => new($"modules of {modulesRoot}", validator, [request]),
        _ when environment is not null => new($"environment {environment}", validator, [request with { Environment = environment }]),
        _ => new("project", validator, [request, .. validator.Environments().Select(name => request with { Environment = EnvironmentName.Parse(name) })]),
    };

    private static ModuleRef? ModuleOf(string? text) =>
        text is null ? null : ModuleRef.TryParse(text, out var module) ? module : throw CommandLineException.BadModule("--module");

    private static string? InputsOf(Invocation invocation, ValidateOptions options)
    {
        var inputs = invocation.Path(options.Inputs);
        return inputs is not null && invocation.Get(options.Module) is null
            ? throw CommandLineException.MissingArgument("--module beside --inputs", "hyops validate")
            : inputs is null ? null : invocation.World.Absolute(inputs);
    }

    private static string ExistingFolder(string path) =>
        Directory.Exists(path) ? path : throw CommandLineException.NoFolder("--modules-root", path, File.Exists(path));
}
