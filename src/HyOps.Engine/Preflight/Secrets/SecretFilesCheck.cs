using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Preflight;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The bundle, its password file and the credentials are plain files that only their owner may read.</summary>
/// <param name="root">The runtime root.</param>
internal sealed class SecretFilesCheck(RuntimeRoot root) : ICheck
{
    /// <inheritdoc/>
    public string Name => "secret-files";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var files = SecretFiles().ToList();
        var refusals = files.Select(Refusal).OfType<FileProblemException>().ToList();
        return Task.FromResult(
            refusals.Count > 0
                ? CheckResult.Failed(
                    string.Join("; ", refusals.Select(refusal => refusal.Message)),
                    string.Join("; ", refusals.Select(refusal => refusal.NextStep)))
            : files.Count == 0 ? CheckResult.NotApplicable($"no secret file in {root} yet")
            : CheckResult.Ok($"{files.Count} of {files.Count} are private"));
    }

    private IEnumerable<string> SecretFiles()
    {
        var credentials = Directory.Exists(root.CredentialsDirectory)
            ? Directory.EnumerateFileSystemEntries(root.CredentialsDirectory, "*.tfvars").Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        // A dangling link is no existing path, and still must not be there.
        return new[] { root.BundleFile, root.LocalPasswordFile }.Where(path => Path.Exists(path) || LinkTarget(path) is not null).Concat(credentials);
    }

    private static FileProblemException? Refusal(string path)
    {
        if (LinkTarget(path) is { } target)
        {
            return FileProblemException.Link(path, target);
        }

        try
        {
            PrivateFile.RequirePrivate(path);
            return null;
        }
        catch (FileProblemException refusal)
        {
            return refusal;
        }
    }

    private static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;
}
