namespace HyOps.Core.Problems;

/// <summary>A kind of problem, with a page of its own under docs/diagnostics/.</summary>
/// <param name="Id">The stable code, <c>HYO1203</c>. A code is never given to another problem, also when its problem is gone.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Explanation">Why it is a problem, in a sentence.</param>
public sealed record ProblemCode(string Id, string Title, string Explanation)
{
    /// <summary>The page, relative to the repository's root.</summary>
    public string Page => $"docs/diagnostics/{Id}.md";
}
