using HyOps.Contracts.Projects;
using HyOps.Contracts.Yaml;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// Checks the manifests of External Secrets Operator: against the schemas of the cluster, and against secret map and contracts. All problems at
/// once; nothing is started, and no network is touched.
/// </summary>
/// <param name="folders">Makes paths fit for people.</param>
public sealed class ManifestCheck(ProjectFolders folders)
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromHours(1);

    /// <summary>Checks them.</summary>
    /// <param name="request">Which, and against what.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>How many objects were checked.</returns>
    public int Run(ManifestCheckRequest request, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(problems);
        if (!Path.Exists(request.Manifests))
        {
            problems.Error(
                ProblemCodes.ManifestsOutdated, request.Environment?.ExternalSecrets?.Location ?? new SourceLocation(folders.Show(request.Manifests)),
                $"there are no manifests at {folders.Show(request.Manifests)}", $"Render them: hyops eso render --env {request.Environment?.Name.Value ?? "NAME"}");
            return 0;
        }

        var catalogue = request.Crds is null ? SchemaCatalogue.BuiltIn : SchemaCatalogue.Read(request.Crds, folders.Show, problems) ?? SchemaCatalogue.BuiltIn;
        var files = ReadFiles(request.Manifests, problems);
        var documents = files.SelectMany(file => ManifestFolder.Parse(file.Text, file.Shown, problems, YamlBudget.Authored)).ToList();
        foreach (var document in documents)
        {
            CheckSchema(document, catalogue, problems);
        }

        CheckRules(documents, request.Environment, problems);
        if (request.Environment is { ExternalSecrets: not null } environment)
        {
            new ManifestComparison(environment, files.ToDictionary(file => file.Relative, file => file.Text, StringComparer.Ordinal), documents, folders.Show(request.Manifests), problems).Check();
        }

        return documents.Count;
    }

    /// <summary>Checks what an environment says of its manifests, where it says something.</summary>
    internal void Run(EnvironmentDefinition environment, ProblemList problems)
    {
        if (environment.ExternalSecrets is { } settings)
        {
            Run(
                new ManifestCheckRequest
                {
                    Manifests = Path.Combine(folders.Root, settings.Manifests),
                    Crds = settings.Crds is null ? null : Path.Combine(folders.Root, settings.Crds),
                    Environment = environment,
                },
                problems);
        }
    }

    private List<ManifestFile> ReadFiles(string path, ProblemList problems)
    {
        var root = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        return
        [
            .. ManifestFolder.Files(path)
                .Select(file => (File: file, Text: SourceFile.Read(file, folders.Show(file), problems)))
                .Where(pair => pair.Text is not null)
                .Select(pair => new ManifestFile(Path.GetRelativePath(root, pair.File), folders.Show(pair.File), pair.Text!)),
        ];
    }

    private static void CheckSchema(ManifestDocument document, SchemaCatalogue catalogue, ProblemList problems)
    {
        if (document.ApiVersion.Length == 0 || document.Kind.Length == 0)
        {
            problems.Error(ProblemCodes.ManifestSchema, document.Location, "the object has no apiVersion or no kind", "Write both.");
        }
        else if (catalogue.Find(document) is { } schema)
        {
            foreach (var finding in SchemaCheck.Run(schema, document.Map))
            {
                problems.Error(ProblemCodes.ManifestSchema, finding.Location, $"{document.Title}: {finding.Message}", finding.Fix, finding.Path);
            }
        }
        else if (document.IsOfOperator)
        {
            var versions = catalogue.VersionsOf("external-secrets.io", document.Kind).ToList();
            var who = catalogue.IsOfCluster ? "the cluster's CRDs do not serve it" : "it is not checked without the cluster's CRDs";
            problems.Add(
                catalogue.IsOfCluster ? Severity.Error : Severity.Warning, ProblemCodes.ManifestKindUnknown, (document.Map["apiVersion"] ?? document.Map).Location,
                $"{document.Title} is of {Shown.Text(document.ApiVersion)}: {who}",
                versions.Count > 0 ? $"Write apiVersion: {string.Join(" or ", versions)}." : "Give the CRDs with --crds FILE, or correct the kind.", "apiVersion");
        }
    }

    private static void CheckRules(List<ManifestDocument> documents, EnvironmentDefinition? environment, ProblemList problems)
    {
        var values = new ValueRules(problems);
        var refresh = new RefreshRules(environment?.ExternalSecrets?.MaxRefresh ?? UsualLimit, problems);
        var stores = environment?.Authority is null ? null : new StoreRules(environment, documents, problems);
        var projections = stores is null ? null : new ProjectionRules(environment!, stores, problems);
        foreach (var document in documents)
        {
            values.Check(document);
            if (document.IsOfOperator && document.Kind is "ExternalSecret" or "ClusterExternalSecret")
            {
                var path = document.Kind == "ExternalSecret" ? "spec" : "spec.externalSecretSpec";
                refresh.Check(document, path);
                projections?.Check(document, path);
            }
            else if (document.IsOfOperator && StoreRules.IsStore(document.Kind))
            {
                stores?.CheckStore(document);
            }
        }
    }

    private sealed record ManifestFile(string Relative, string Shown, string Text);
}
