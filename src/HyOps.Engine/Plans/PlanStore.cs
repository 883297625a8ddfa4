using System.Text.Json;
using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Engine.Roots;
using HyOps.Vault.Plans;

namespace HyOps.Engine.Plans;

/// <summary>
/// The plans of a runtime root, <c>&lt;root&gt;/plans/</c>: <c>&lt;id&gt;.sealed</c> until it is applied, then <c>&lt;id&gt;.applied.json</c>, which holds
/// no plan any more.
/// </summary>
/// <param name="root">The root.</param>
public sealed class PlanStore(RuntimeRoot root)
{
    private const string SealedEnd = ".sealed";
    private const string AppliedEnd = ".applied.json";

    private string FolderPath => Path.Combine(root.FullPath, "plans");

    /// <summary>All plans, newest first. One whose file cannot be read is listed with its error, not left out.</summary>
    public IReadOnlyList<StoredPlan> List() =>
        !Directory.Exists(FolderPath) ? []
        : [.. Directory.EnumerateFiles(FolderPath).Select(IdOf).OfType<RunId>().Distinct().Select(Read).OrderByDescending(plan => plan.Id.Stamp, StringComparer.Ordinal).ThenBy(plan => plan.Id.Value, StringComparer.Ordinal)];

    /// <summary>One plan.</summary>
    /// <param name="id">Its id, or the beginning or end of exactly one.</param>
    /// <exception cref="PlanException">There is none, or several.</exception>
    public StoredPlan Get(string id)
    {
        var all = List();
        var matches = all.Where(plan => plan.Id.Value.StartsWith(id, StringComparison.Ordinal) || plan.Id.Value.EndsWith(id, StringComparison.Ordinal)).ToList();
        return all.FirstOrDefault(plan => plan.Id.Value == id) ?? (matches.Count == 1 && id.Length > 0 ? matches[0] : throw PlanException.NotOne(id, matches.Count, FolderPath));
    }

    /// <summary>Removes every plan, and every mark of one, whose time is over.</summary>
    /// <param name="now">The time.</param>
    /// <returns>What was removed.</returns>
    public IReadOnlyList<StoredPlan> Prune(DateTimeOffset now)
    {
        var over = List().Where(plan => plan.Expires <= now).ToList();
        foreach (var plan in over)
        {
            File.Delete(plan.SealedFile);
            File.Delete(AppliedFile(plan.Id));
        }

        return over;
    }

    internal static byte[] ReadSealed(StoredPlan plan)
    {
        AtomicFile.RefuseLinkOrDirectory(plan.SealedFile);
        return PrivateFile.Read(plan.SealedFile, PlanEnvelope.MaximumLength);
    }

    internal string Write(RunId id, byte[] sealedBytes)
    {
        root.Prepare(FolderPath);
        AtomicFile.Write(SealedFile(id), sealedBytes.AsMemory());
        return SealedFile(id);
    }

    /// <summary>Marks a plan as being applied and removes it: whatever happens from here on, it is not applied again.</summary>
    internal void Claim(RunId id, AppliedPlan mark)
    {
        WriteMark(id, mark);
        File.Delete(SealedFile(id));
    }

    /// <summary>Says how the applying ended.</summary>
    internal void Settle(RunId id, AppliedPlan mark) => WriteMark(id, mark);

    private void WriteMark(RunId id, AppliedPlan mark) => AtomicFile.Write(AppliedFile(id), JsonSerializer.SerializeToUtf8Bytes(mark, AppliedPlanJson.Default.AppliedPlan).AsMemory());

    private StoredPlan Read(RunId id)
    {
        var plan = new StoredPlan { Id = id, SealedFile = SealedFile(id) };
        try
        {
            // The mark weighs more: a crash between mark and removal leaves both.
            return File.Exists(AppliedFile(id))
                ? plan with { Applied = JsonSerializer.Deserialize(File.ReadAllBytes(AppliedFile(id)), AppliedPlanJson.Default.AppliedPlan) }
                : plan with { Header = PlanEnvelope.ReadHeader(plan.SealedFile, ReadSealed(plan)) };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or PlanSealException or FileProblemException)
        {
            return plan with { Error = e.Message };
        }
    }

    private static RunId? IdOf(string file)
    {
        var name = Path.GetFileName(file);
        var end = new[] { SealedEnd, AppliedEnd }.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal));
        return end is not null && RunId.TryParse(name[..^end.Length], out var id) ? id : null;
    }

    private string SealedFile(RunId id) => Path.Combine(FolderPath, id.Value + SealedEnd);

    private string AppliedFile(RunId id) => Path.Combine(FolderPath, id.Value + AppliedEnd);
}
