using HyOps.Core.Runs;

namespace HyOps.Engine.Canary;

/// <summary>What a search came to.</summary>
/// <param name="Files">How many files were searched.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="NotSearched">What was not, with the reason.</param>
/// <param name="Leaks">What was found.</param>
internal sealed record LeakReport(int Files, long Bytes, TimeSpan Duration, IReadOnlyList<string> NotSearched, IReadOnlyList<Leak> Leaks)
{
    public RecordedLeakSearch ForRecord() => new(Leaks.Count == 0 ? "clean" : "leaked", Files, Bytes, (long)Duration.TotalMilliseconds, NotSearched, Leaks);
}
