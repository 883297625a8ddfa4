using System.Collections.Concurrent;
using System.Text;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;

namespace HyOps.Engine.Tools;

/// <summary>
/// Finds tools on the PATH that children get, and asks each for its version, once per run and all at the same time.
/// Nothing is remembered between runs: version managers put small scripts on PATH that stay the same while the tool behind them changes.
/// </summary>
/// <param name="runner">Starts the version commands.</param>
/// <param name="environment">What the tools see; its <c>PATH</c> is searched.</param>
public sealed class ToolLocator(ICommandRunner runner, ChildEnvironment environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A version question must not call home: HashiCorp's tools would ask their vendor whether there is something newer.
    // And Ansible refuses to say anything in a locale that is not UTF-8, as on a machine without LANG.
    private readonly ChildEnvironment quiet = environment.With("CHECKPOINT_DISABLE", "1").With("LC_ALL", Utf8Locale.Name);
    private readonly ConcurrentDictionary<string, Lazy<Task<VersionAnswer>>> answers = new(StringComparer.Ordinal);

    private string? SearchPath => environment.Plain.GetValueOrDefault("PATH");

    /// <summary>Looks for one tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="constraint">The versions that may be used; null takes any.</param>
    /// <param name="cancellationToken">Cancelled = the version command is interrupted.</param>
    /// <returns>The tool, or the problem with it; a missing tool is no exception.</returns>
    public async Task<ToolLookup> FindAsync(ITool tool, VersionConstraint? constraint, CancellationToken cancellationToken)
    {
        var path = ProgramSearch.Find(tool.Name.Program, SearchPath);
        if (path is null)
        {
            return ToolLookup.Of(ProgramSearch.FindAny(tool.Name.Program, SearchPath) is { } file
                ? ToolProblem.NotExecutable(tool.Name, file, constraint)
                : ToolProblem.Missing(tool.Name, SearchPath, constraint));
        }

        var answer = await AskOnceAsync(tool, path, cancellationToken).ConfigureAwait(false);
        return Judge(new FoundProgram(tool.Name, path), answer, constraint);
    }

    /// <summary>Looks for several tools at the same time.</summary>
    /// <param name="wanted">The tools, each with the versions that may be used.</param>
    /// <param name="cancellationToken">Cancelled = the version commands are interrupted.</param>
    /// <returns>The answers, in the order asked.</returns>
    public async Task<IReadOnlyList<ToolLookup>> FindAllAsync(
        IEnumerable<(ITool Tool, VersionConstraint? Constraint)> wanted, CancellationToken cancellationToken) =>
        await Task.WhenAll(wanted.Select(one => FindAsync(one.Tool, one.Constraint, cancellationToken))).ConfigureAwait(false);

    /// <summary>Looks for several tools at the same time; all must be usable.</summary>
    /// <param name="wanted">The tools, each with the versions that may be used.</param>
    /// <param name="cancellationToken">Cancelled = the version commands are interrupted.</param>
    /// <returns>The tools by their key of environment.yml (<see cref="ToolName.Key"/>).</returns>
    /// <exception cref="ToolException">Some are not; it names every one.</exception>
    public async Task<IReadOnlyDictionary<string, FoundTool>> RequireAsync(
        IEnumerable<(ITool Tool, VersionConstraint? Constraint)> wanted, CancellationToken cancellationToken)
    {
        var lookups = await FindAllAsync(wanted, cancellationToken).ConfigureAwait(false);
        var problems = lookups.Where(lookup => !lookup.IsUsable).Select(lookup => lookup.Problem!).ToList();
        return problems.Count == 0
            ? lookups.ToDictionary(lookup => lookup.Tool!.Name.Key, lookup => lookup.Tool!, StringComparer.Ordinal)
            : throw ToolException.Unusable(problems);
    }

    private static ToolLookup Judge(FoundProgram program, VersionAnswer answer, VersionConstraint? constraint)
    {
        if (answer.Version is null)
        {
            return ToolLookup.Of(ToolProblem.VersionUnknown(program.Name, program.Path, answer.Command, answer.Reason, constraint));
        }

        var found = new FoundTool(program.Name, program.Path, answer.Version);
        return constraint?.Allows(found.Version) ?? true
            ? ToolLookup.Of(found)
            : ToolLookup.Of(ToolProblem.WrongVersion(found, constraint));
    }

    private async Task<VersionAnswer> AskOnceAsync(ITool tool, string path, CancellationToken cancellationToken)
    {
        var question = answers.GetOrAdd(path, _ => new Lazy<Task<VersionAnswer>>(() => AskAsync(tool, path, cancellationToken)));
        try
        {
            return await question.Value.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The next asker may have a token that still holds.
            answers.TryRemove(KeyValuePair.Create(path, question));
            throw;
        }
    }

    private async Task<VersionAnswer> AskAsync(ITool tool, string path, CancellationToken cancellationToken)
    {
        var command = tool.VersionCommand(path, quiet) with
        {
            CaptureStandardOutput = true,
            CaptureLimit = 1024 * 1024,
            Timeout = Patience,
            Grace = TimeSpan.FromSeconds(2),
        };
        var narration = new CollectedOutput(DiscardOutput.Instance);
        CommandResult result;
        try
        {
            result = await runner.RunAsync(command, narration, cancellationToken).ConfigureAwait(false);
        }
        catch (HyOpsException e)
        {
            return new VersionAnswer(null, command.ToString(), $"failed: {e.Message}");
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Read(tool, command, result, narration.Text);
    }

    private static VersionAnswer Read(ITool tool, Command command, CommandResult result, string narration)
    {
        var printed = Encoding.UTF8.GetString(result.Captured.Span);
        // Some programs (ssh) tell their version on standard error.
        var version = tool.ReadVersion(printed) ?? tool.ReadVersion(narration);
        var reason = result switch
        {
            { TimedOut: true } => $"gave no answer within {Patience.TotalSeconds:0} s",
            { ExitCode: not 0 } => $"ended with exit code {result.ExitCode}{FirstLine(narration, printed)}",
            _ => $"printed no version{FirstLine(printed, narration)}",
        };
        return new VersionAnswer(result is { ExitCode: 0, TimedOut: false } ? version : null, command.ToString(), reason);
    }

    private static string FirstLine(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() is { } line)
            {
                return $": {(line.Length > 200 ? line[..200] + "…" : line)}";
            }
        }

        return "";
    }

    private sealed record FoundProgram(ToolName Name, string Path);

    private sealed record VersionAnswer(Version? Version, string Command, string Reason);
}
