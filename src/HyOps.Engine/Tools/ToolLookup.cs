using System.Diagnostics.CodeAnalysis;

namespace HyOps.Engine.Tools;

/// <summary>The answer to "is this tool here, in a version that may be used?": the tool, or the problem with it.</summary>
public sealed class ToolLookup
{
    private ToolLookup(FoundTool? tool, ToolProblem? problem)
    {
        Tool = tool;
        Problem = problem;
    }

    /// <summary>The tool, where it can be used.</summary>
    public FoundTool? Tool { get; }

    /// <summary>Why it cannot be used.</summary>
    public ToolProblem? Problem { get; }

    /// <summary>Whether it can be used.</summary>
    [MemberNotNullWhen(true, nameof(Tool))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsUsable => Tool is not null;

    /// <summary>It is there.</summary>
    /// <param name="tool">The tool.</param>
    public static ToolLookup Of(FoundTool tool) => new(tool, null);

    /// <summary>It cannot be used.</summary>
    /// <param name="problem">Why.</param>
    public static ToolLookup Of(ToolProblem problem) => new(null, problem);
}
