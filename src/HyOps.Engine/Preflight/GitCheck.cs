using System.Globalization;
using System.Text;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Preflight;

/// <summary>What is to run is committed, and others can get the commit: a record that names it must mean something later. Nothing is fetched.</summary>
/// <param name="project">The absolute folder of the project.</param>
/// <param name="tier">How much is at stake; null where it is not known. On <c>local</c> nothing is demanded.</param>
/// <param name="runner">Starts git.</param>
/// <param name="environment">What git sees.</param>
internal sealed class GitCheck(string project, Tier? tier, ICommandRunner runner, ChildEnvironment environment) : ICheck
{
    private const string Clone = "run from a clone of the project's repository";

    /// <inheritdoc/>
    public string Name => "git";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var result = await LookAsync(cancellationToken).ConfigureAwait(false);
        return tier is Tier.Local && result.Status is CheckStatus.Warning ? CheckResult.Ok($"{result.Detail} (tier local does not mind)") : result;
    }

    private async Task<CheckResult> LookAsync(CancellationToken cancellationToken)
    {
        GitAnswer answer;
        try
        {
            answer = await AskAsync(["status", "--porcelain=v2", "--branch", "--", "."], cancellationToken).ConfigureAwait(false);
        }
        catch (CommandNotStartedException failure)
        {
            return CheckResult.Warning($"git cannot be asked: {failure.Message}", "install git, so that records name a commit: hyops setup check");
        }

        return !answer.Ok ? CheckResult.Warning($"the project is no checkout that git can read: {answer.Complaint}", Clone)
            : GitStatus.Parse(answer.Text) is not { } status ? CheckResult.Warning("the project is a repository without a commit", "commit it")
            : await JudgeAsync(status, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CheckResult> JudgeAsync(GitStatus status, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        var fixes = new List<string>();
        if (status.Changed + status.Untracked > 0)
        {
            seen.Add($"{Count(status.Changed, "changed file")}, {Count(status.Untracked, "untracked file")}");
            fixes.Add("commit or stash them ('git status' names them)");
        }

        var known = status.Ahead is 0 || (status.Ahead is null && await IsPublishedAsync(cancellationToken).ConfigureAwait(false));
        if (!known)
        {
            seen.Add(status.Ahead is { } ahead ? $"{Count(ahead, "commit")} ahead of {status.Upstream}" : "the commit is in no branch or tag of a remote");
            fixes.Add("push, so that others can get what ran: git push");
        }

        var place = $"{status.Commit[..Math.Min(12, status.Commit.Length)]} on {(status.IsDetached ? "no branch (detached)" : status.Branch)}";
        return seen.Count == 0 ? CheckResult.Ok($"{place}, clean, published") : CheckResult.Warning($"{place}: {string.Join("; ", seen)}", string.Join("; ", fixes));
    }

    // CI systems check out commits without a branch: what counts is that a remote has them. A repository without a remote has nobody to tell.
    private async Task<bool> IsPublishedAsync(CancellationToken cancellationToken)
    {
        var remotes = await AskAsync(["remote"], cancellationToken).ConfigureAwait(false);
        var holders = await AskAsync(["for-each-ref", "--count=1", "--contains", "HEAD", "refs/remotes", "refs/tags"], cancellationToken).ConfigureAwait(false);
        return remotes is { Ok: true, Text.Length: 0 } || holders is { Ok: true, Text.Length: > 0 };
    }

    private async Task<GitAnswer> AskAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var complaint = new CollectedOutput(DiscardOutput.Instance);
        var command = new Command
        {
            Program = "git",
            // No optional locks: a status that refreshes the index would change the engineer's repository.
            Arguments = ["--no-optional-locks", .. arguments],
            WorkingDirectory = project,
            Environment = environment,
            CaptureStandardOutput = true,
            Timeout = TimeSpan.FromSeconds(15),
        };
        var result = await runner.RunAsync(command, complaint, cancellationToken).ConfigureAwait(false);
        return new GitAnswer(result is { ExitCode: 0, TimedOut: false }, Encoding.UTF8.GetString(result.Captured.Span), complaint.Text.Trim().Split('\n')[0]);
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private sealed record GitAnswer(bool Ok, string Text, string Complaint);
}
