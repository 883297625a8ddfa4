namespace HyOps.Core.Problems;

/// <summary>A place in a file.</summary>
/// <param name="File">The path as shown: relative to the project's root where it lies in it.</param>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Column">From 1; 0 where the whole line or file is meant.</param>
public sealed record SourceLocation(string File, int Line = 0, int Column = 0)
{
    /// <summary>As MSBuild writes it: <c>file(line,column)</c>.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}({Line},{Column})";
}
