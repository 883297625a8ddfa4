using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>What lies in the folder is what the contracts render to; where it is written by hand, each projection is there at least.</summary>
/// <param name="environment">The environment.</param>
/// <param name="files">The files' texts, by path relative to the folder.</param>
/// <param name="documents">The objects in them.</param>
/// <param name="shownFolder">The folder as people see it.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class ManifestComparison(
    EnvironmentDefinition environment, IReadOnlyDictionary<string, string> files, IReadOnlyCollection<ManifestDocument> documents, string shownFolder, ProblemList problems)
{
    private string Render => $"hyops eso render --env {environment.Name}";

    public void Check()
    {
        if (files.Values.Any(text => ManifestMarker.EnvironmentOf(text) is not null))
        {
            CompareFiles();
        }
        else
        {
            CompareProjections();
        }
    }

    private void CompareFiles()
    {
        var rendered = ManifestRenderer.Render(environment);
        foreach (var manifest in rendered)
        {
            if (!files.TryGetValue(manifest.Path, out var text))
            {
                Report($"{shownFolder}/{manifest.Path}", 0, "the file is missing");
            }
            else if (text != manifest.Text)
            {
                Report($"{shownFolder}/{manifest.Path}", FirstDifference(text, manifest.Text), "the contracts and the map render to something else from here on");
            }
        }

        var expected = rendered.Select(manifest => manifest.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, text) in files.Where(file => !expected.Contains(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (ManifestMarker.EnvironmentOf(text) is { } owner)
            {
                Report($"{shownFolder}/{path}", 0, owner == environment.Name.Value ? "nothing asks for this file any more" : $"the file was rendered for the environment '{owner}'");
            }
        }
    }

    private void CompareProjections()
    {
        var there = documents.Where(document => document is { IsOfOperator: true, Kind: "ExternalSecret" }).Select(document => $"{document.Namespace}/{document.Name}").ToHashSet(StringComparer.Ordinal);
        foreach (var secret in ProjectedSecret.Of(environment).Where(secret => !there.Contains(secret.Consumer.Path)))
        {
            problems.Error(
                ProblemCodes.ManifestsOutdated, secret.Consumer.Location, $"no ExternalSecret in {shownFolder} projects the Secret {secret.Consumer.Path}", $"Run: {Render}", "consumers.kubernetes");
        }
    }

    private void Report(string file, int line, string what) =>
        problems.Error(ProblemCodes.ManifestsOutdated, new SourceLocation(file, line, line == 0 ? 0 : 1), what, $"Run: {Render}");

    private static int FirstDifference(string left, string right) =>
        1 + left.Split('\n').Zip(right.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count();
}
