namespace HyOps.Core.Runs;

/// <summary>What the search for secrets in all that the run left came to.</summary>
/// <param name="Outcome"><c>clean</c> or <c>leaked</c>.</param>
/// <param name="Files">How many files were searched.</param>
/// <param name="Bytes">How many bytes they hold.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="NotSearched">What was not searched, each with the reason.</param>
/// <param name="Leaks">What was found.</param>
public sealed record RecordedLeakSearch(string Outcome, int Files, long Bytes, long DurationMs, IReadOnlyList<string> NotSearched, IReadOnlyList<Leak> Leaks);
