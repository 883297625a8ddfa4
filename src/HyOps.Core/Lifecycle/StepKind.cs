using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Lifecycle;

/// <summary>What a step of a runbook is for.</summary>
public enum StepKind
{
    /// <summary>Makes or configures something; the kind of every step outside of disaster recovery.</summary>
    Provision,

    /// <summary>Makes what is there bigger.</summary>
    Scale,

    /// <summary>Makes a replica the primary.</summary>
    Promote,

    /// <summary>Leads clients to another place.</summary>
    Cutover,

    /// <summary>Waits until a condition holds.</summary>
    Wait,

    /// <summary>Waits for a person's approval.</summary>
    Gate,

    /// <summary>Proves that the service is there: the recovery is over when all of these are green.</summary>
    Verify,
}

/// <summary>The words for kinds of steps.</summary>
public static class StepKinds
{
    /// <summary>All words, in the order of <see cref="StepKind"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["provision", "scale", "promote", "cutover", "wait", "gate", "verify"];

    /// <summary>The word for a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(StepKind kind) => All[(int)kind];

    /// <summary>The kind of a word.</summary>
    /// <param name="text">The word.</param>
    /// <param name="kind">The kind, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out StepKind kind)
    {
        var index = text is null ? -1 : All.ToList().IndexOf(text);
        kind = (StepKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Whether steps of the kind run a module.</summary>
    /// <param name="kind">The kind.</param>
    public static bool RunsModule(StepKind kind) => kind is StepKind.Provision or StepKind.Scale or StepKind.Promote or StepKind.Cutover;
}
