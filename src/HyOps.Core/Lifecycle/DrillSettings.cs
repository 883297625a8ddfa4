using System.Collections.Immutable;

namespace HyOps.Core.Lifecycle;

/// <summary>What a drill does around the steps of a recovery. Nothing of it is ever done without <c>--drill</c>.</summary>
public sealed record DrillSettings
{
    /// <summary>Whether every recovery of this environment is a drill: it is there for nothing else.</summary>
    public bool Always { get; init; }

    /// <summary>Parts of names of production, with * for any characters: a drill that is given one is refused.</summary>
    public ImmutableArray<string> Never { get; init; } = [];

    /// <summary>Brings the disaster about: exit code 0 when it has happened. The recovery's time counts from then on.</summary>
    public required StepProbe Disaster { get; init; }

    /// <summary>Puts back what the drill moved, however the steps ended.</summary>
    public required StepProbe Cleanup { get; init; }

    /// <summary>Proves that the clean-up left nothing.</summary>
    public required StepProbe Clean { get; init; }

    /// <summary>The commands, in the order in which they run.</summary>
    public IEnumerable<StepProbe> Commands => [Disaster, Cleanup, Clean];
}
