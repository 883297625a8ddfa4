namespace HyOps.Engine.Eso;

/// <summary>What was rendered.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Directory">The absolute folder.</param>
/// <param name="Files">The files, in ordinal order.</param>
/// <param name="Projections">How many Secrets they project.</param>
public sealed record RenderResult(string Environment, string Directory, IReadOnlyList<RenderedFile> Files, int Projections);

/// <summary>A rendered file.</summary>
/// <param name="Path">Its path relative to the folder.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record RenderedFile(string Path, RenderOutcome Outcome);

/// <summary>What became of a rendered file.</summary>
public enum RenderOutcome
{
    /// <summary>It was as it should be.</summary>
    Unchanged,

    /// <summary>It is new.</summary>
    Created,

    /// <summary>It was written anew.</summary>
    Changed,

    /// <summary>Nothing asked for it any more.</summary>
    Removed,
}
