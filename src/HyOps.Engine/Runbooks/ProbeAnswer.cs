using System.Collections.Immutable;

namespace HyOps.Engine.Runbooks;

/// <summary>What a probe says.</summary>
internal enum ProbeVerdict
{
    /// <summary>It is so.</summary>
    Yes,

    /// <summary>It is not so, or not yet.</summary>
    No,

    /// <summary>It could not tell. Never taken for either.</summary>
    Unclear,
}

/// <summary>The answer of a probe.</summary>
/// <param name="Verdict">What it says.</param>
/// <param name="Detail">Why, in a line, masked.</param>
/// <param name="Measured">What it measured: the lines <c>name=value</c> of its standard output.</param>
internal sealed record ProbeAnswer(ProbeVerdict Verdict, string Detail, ImmutableSortedDictionary<string, string> Measured);
