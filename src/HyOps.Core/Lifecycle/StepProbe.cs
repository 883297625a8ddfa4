using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Lifecycle;

/// <summary>
/// A command that answers a question about the platform: exit code 0 is yes, 1 is no, and anything else means that it could not tell.
/// It changes nothing.
/// </summary>
public sealed record StepProbe
{
    /// <summary>Program and arguments. A program with a slash lies in the environment's folder; another is found on <c>PATH</c>.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>The keys that it is given, and no other secret.</summary>
    public ImmutableArray<SecretName> Keys { get; init; } = [];

    /// <summary>A text that its standard output must hold beside exit code 0; null asks for the exit code alone.</summary>
    public string? Expect { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }
}
