using HyOps.Core;
using HyOps.Core.Problems;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>
/// Whether a break-glass file would do in an emergency, and holds no more than it must: who can open it, what is in it, whether every tag and the
/// check value are right. It changes nothing, and what it opens it forgets.
/// </summary>
/// <param name="store">The file.</param>
/// <param name="projectRoot">The absolute folder that the runbook is relative to.</param>
public sealed class CheckBreakGlass(BreakGlassStore store, string projectRoot)
{
    /// <summary>Does it.</summary>
    /// <param name="opens">Whether the operator's key is tried; without, only what the file shows to everybody is looked at.</param>
    /// <param name="cancellationToken">Ends the wait for a program.</param>
    public async Task<BreakGlassReport> RunAsync(bool opens, CancellationToken cancellationToken)
    {
        var runbook = RunbookProblems();
        SopsDocument document;
        try
        {
            document = store.Read();
        }
        catch (HyOpsException exception)
        {
            return new BreakGlassReport(store.Settings.File, [], [], [new(BreakGlassProblemKind.Unreadable, exception.Message, exception.NextStep ?? "take it from git again"), .. runbook]);
        }

        List<BreakGlassProblem> problems = [.. runbook, .. RecipientProblems(document), .. LeafProblems(document), .. MissingProblems(document)];
        var openedBy = opens ? await OpenAsync(problems, cancellationToken).ConfigureAwait(false) : null;
        var keys = document.Leaves.Where(leaf => !leaf.IsComment).Select(leaf => leaf.Key).Distinct(StringComparer.Ordinal);
        return new BreakGlassReport(store.Settings.File, [.. keys], [.. document.Recipients.Select(recipient => $"{recipient.Kind} {recipient.Name}".TrimEnd())], problems) { OpenedBy = openedBy };
    }

    private async Task<string?> OpenAsync(List<BreakGlassProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            var opened = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
            var empty = opened.Items.Where(item => !item.IsComment && item.Value.IsEmpty).Select(item => item.Key).ToList();
            problems.AddRange(empty.Select(key => new BreakGlassProblem(BreakGlassProblemKind.Missing, $"{store.Settings.File}: {Shown.Text(key)} is empty", $"hyops breakglass add {Shown.Text(key)}")));
            return opened.OpenedBy;
        }
        catch (HyOpsException exception)
        {
            problems.Add(new(BreakGlassProblemKind.NotOpened, exception.Message, exception.NextStep ?? "take it from git again"));
            return null;
        }
    }

    private IEnumerable<BreakGlassProblem> RunbookProblems() =>
        File.Exists(Path.Combine(projectRoot, store.Settings.Runbook)) ? []
        : [new(BreakGlassProblemKind.Runbook, $"{store.Settings.Location}: the runbook {store.Settings.Runbook} is not there, and nothing else allows to use the file", "write it, or name the one that is there")];

    private IEnumerable<BreakGlassProblem> RecipientProblems(SopsDocument document) =>
        document.Recipients.Any(recipient => recipient.Kind == SopsRecipient.Age || recipient.Kind == SopsRecipient.Pgp) ? []
        : [new(BreakGlassProblemKind.Recipients, BreakGlassException.NoRecipient(store.Settings.File, document.Recipients).Message, BreakGlassException.NoRecipient(store.Settings.File, document.Recipients).NextStep!)];

    private IEnumerable<BreakGlassProblem> LeafProblems(SopsDocument document)
    {
        foreach (var leaf in document.Leaves.Where(leaf => !leaf.IsComment))
        {
            var (place, key) = (leaf.Location, Shown.Text(leaf.Key));
            if (leaf.IsNested)
            {
                yield return new(BreakGlassProblemKind.Nested, $"{place}: {key} is in a map or a list; a break-glass file is flat: KEY: value", "write the file anew: hyops breakglass create --replace");
            }
            else if (!store.Settings.Keys.Any(name => name.Value == leaf.Key))
            {
                yield return new(BreakGlassProblemKind.NotMinimal, $"{place}: {key} is not of the minimal set that {store.Settings.Location} names", $"hyops breakglass remove {key}; or name it there, if a recovery cannot do without it");
            }

            if (leaf.IsClear)
            {
                yield return new(BreakGlassProblemKind.Clear, $"{place}: the value of {key} is not encrypted, and whoever has the file has it", $"change it where it is used; then hyops breakglass create --replace");
            }
        }
    }

    private IEnumerable<BreakGlassProblem> MissingProblems(SopsDocument document) => store.Settings.Keys
        .Where(name => document.Leaves.All(leaf => leaf.Key != name.Value))
        .Select(name => new BreakGlassProblem(BreakGlassProblemKind.Missing, $"{store.Settings.File}: {name} is not in it, and {store.Settings.Location} says that a recovery needs it", $"hyops breakglass add {name}"));
}
