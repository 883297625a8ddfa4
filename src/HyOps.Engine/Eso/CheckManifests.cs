using HyOps.Contracts.Kubernetes;
using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.World;
using HyOps.Engine.Projects;

namespace HyOps.Engine.Eso;

/// <summary>Checks manifests of External Secrets Operator: against the cluster's schemas, and against secret map and contracts.</summary>
/// <param name="world">The world.</param>
public sealed class CheckManifests(Surroundings world)
{
    /// <summary>Checks them; all problems at once.</summary>
    /// <param name="options">Which, and against what.</param>
    /// <param name="cancellationToken">Cancelled = stop between two files.</param>
    /// <exception cref="EsoException">There is nothing to check.</exception>
    public ManifestCheckResult Run(CheckOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { Environment: null, Manifests: { } manifests })
        {
            // Anybody's manifests, in a project or outside of one.
            var folders = options.Project is null ? ProjectFinder.FindFrom(world.WorkingDirectory) ?? ProjectFolders.At(world.WorkingDirectory) : Project.Find(world, options.Project);
            return Check(folders, [new ManifestCheckRequest { Manifests = world.Absolute(manifests), Crds = Absolute(options.Crds) }], []);
        }

        var project = Project.Find(world, options.Project);
        var problems = new List<Problem>();
        var requests = Environments(project, options, problems, cancellationToken).Select(environment => Request(project, environment, options)).ToList();
        return requests.Count > 0 ? Check(project, requests, problems)
            : problems.Exists(problem => problem.Severity is Severity.Error) ? new ManifestCheckResult(0, false, problems)
            : throw EsoException.NothingToCheck();
    }

    private static List<EnvironmentDefinition> Environments(ProjectFolders project, CheckOptions options, List<Problem> problems, CancellationToken cancellationToken)
    {
        var validator = new ContractValidator(project);
        if (options.Environment is { } named)
        {
            Project.RequireEnvironment(project, named);
        }

        var names = options.Environment is { } one ? [one] : validator.Environments().Select(EnvironmentName.Parse).ToList();
        var all = new List<EnvironmentDefinition>();
        foreach (var name in names)
        {
            var validation = validator.Validate(new ValidationRequest { Environment = name, Manifests = false }, cancellationToken);
            if (validation.Environment is { ExternalSecrets: not null } environment)
            {
                problems.AddRange(validation.Problems);
                all.Add(environment);
            }
            else if (options.Environment is not null)
            {
                problems.AddRange(validation.Problems);
                if (validation.Ok)
                {
                    throw EsoException.NotDescribed(name.Value, validation.Environment!.Location.ToString());
                }
            }
        }

        return all;
    }

    private ManifestCheckRequest Request(ProjectFolders project, EnvironmentDefinition environment, CheckOptions options)
    {
        var settings = environment.ExternalSecrets!;
        return new ManifestCheckRequest
        {
            Manifests = Absolute(options.Manifests) ?? Path.Combine(project.Root, settings.Manifests),
            Crds = Absolute(options.Crds) ?? (settings.Crds is null ? null : Path.Combine(project.Root, settings.Crds)),
            Environment = environment,
        };
    }

    private string? Absolute(string? path) => path is null ? null : world.Absolute(path);

    private static ManifestCheckResult Check(ProjectFolders folders, IReadOnlyCollection<ManifestCheckRequest> requests, IEnumerable<Problem> before)
    {
        var problems = new ProblemList();
        problems.AddRange(before);
        var objects = requests.Sum(request => new ManifestCheck(folders).Run(request, problems));
        return new ManifestCheckResult(
            objects,
            requests.All(request => request.Crds is not null),
            [
                .. problems.ToImmutable().Distinct()
                    .OrderBy(problem => problem.Location.File, StringComparer.Ordinal)
                    .ThenBy(problem => problem.Location.Line)
                    .ThenBy(problem => problem.Location.Column),
            ]);
    }
}
