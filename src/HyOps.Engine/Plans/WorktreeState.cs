using System.Security.Cryptography;
using System.Text;
using HyOps.Contracts.Projects;
using HyOps.Core.Commands;
using HyOps.Core.Files;

namespace HyOps.Engine.Plans;

/// <summary>Which files of a project's modules and inventories differ from its commit, and how: as one short text that is compared.</summary>
/// <param name="runner">Starts git.</param>
/// <param name="environment">What git sees.</param>
internal sealed class WorktreeState(ICommandRunner runner, ChildEnvironment environment)
{
    private const string Clean = "clean";
    private const int ShownDigits = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary><c>clean</c>, or <c>3 files, &lt;digest&gt;</c>; <c>no checkout</c> where there is no git to ask: then the stacks' own digests say it all.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Cancelled = git is interrupted.</param>
    public async Task<string> ReadAsync(ProjectFolders project, CancellationToken cancellationToken)
    {
        string[] folders = [.. new[] { project.ModulesRoot, project.InventoriesRoot }.OfType<string>().Where(Directory.Exists)];
        var top = await GitAsync(project.Root, ["rev-parse", "--show-toplevel"], cancellationToken).ConfigureAwait(false);
        var status = top is null ? null
            : await GitAsync(project.Root, ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", .. folders], cancellationToken).ConfigureAwait(false);
        return status is null ? "no checkout" : Describe(top!.TrimEnd('\n'), status.Split('\0', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Describe(string top, string[] entries)
    {
        if (entries.Length == 0)
        {
            return Clean;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries.Order(StringComparer.Ordinal))
        {
            // Two letters of status and a space stand before the path.
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Length}:{entry}\n{ContentOf(Path.Combine(top, entry[3..]))}\n"));
        }

        return $"{entries.Length} {(entries.Length == 1 ? "file" : "files")}, {Convert.ToHexStringLower(hash.GetHashAndReset())[..ShownDigits]}";
    }

    private static string ContentOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is { } target)
            {
                return $"link {target}";
            }

            if (!file.Exists)
            {
                return "gone";
            }

            using var stream = file.OpenRead();
            return $"{(file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? "x" : "f")} {Convert.ToHexStringLower(SHA256.HashData(stream))}";
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception) && exception is not FileProblemException)
        {
            throw FileProblemException.From(path, "cannot be read", exception);
        }
    }

    private async Task<string?> GitAsync(string directory, string[] arguments, CancellationToken cancellationToken)
    {
        var command = new Command
        {
            Program = "git",
            Arguments = ["--no-optional-locks", .. arguments],
            WorkingDirectory = directory,
            Environment = environment,
            CaptureStandardOutput = true,
            Timeout = Patience,
        };
        try
        {
            var result = await runner.RunAsync(command, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
            return result.ExitCode == 0 ? Encoding.UTF8.GetString(result.Captured.Span) : null;
        }
        catch (CommandNotStartedException)
        {
            return null;
        }
    }
}
