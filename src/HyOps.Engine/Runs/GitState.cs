using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>Which commit a project is at, and whether its files differ from it.</summary>
/// <param name="runner">Starts git.</param>
/// <param name="environment">What git sees.</param>
public sealed class GitState(ICommandRunner runner, ChildEnvironment environment)
{
    private const string CommitMark = "# branch.oid ";

    /// <summary>Asks git. A project that is no checkout, or a machine without git, has no commit: that is an answer, not an error.</summary>
    /// <param name="directory">The project's absolute folder.</param>
    /// <param name="cancellationToken">Cancelled = git is interrupted.</param>
    public async Task<RecordedCommit?> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var command = new Command
        {
            Program = "git",
            // No optional locks: a status must not disturb the engineer's own git.
            Arguments = ["--no-optional-locks", "status", "--porcelain=v2", "--branch"],
            WorkingDirectory = directory,
            Environment = environment,
            CaptureStandardOutput = true,
            Timeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            var result = await runner.RunAsync(command, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
            return result.ExitCode == 0 ? Parse(Encoding.UTF8.GetString(result.Captured.Span)) : null;
        }
        catch (CommandNotStartedException)
        {
            return null;
        }
    }

    private static RecordedCommit? Parse(string status)
    {
        var lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var commit = lines.FirstOrDefault(line => line.StartsWith(CommitMark, StringComparison.Ordinal))?[CommitMark.Length..];
        return commit is null ? null : new RecordedCommit(commit, lines.Any(line => !line.StartsWith('#')));
    }
}
