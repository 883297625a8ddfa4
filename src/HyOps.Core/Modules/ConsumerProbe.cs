using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>probes of spec.yml: a command that proves that what the module runs accepts the current value of its keys.</summary>
public sealed record ConsumerProbe
{
    /// <summary>Its name, unique in the module.</summary>
    public required string Name { get; init; }

    /// <summary>The keys that it proves; each is in its environment, under its own name, and no other secret is.</summary>
    public required ImmutableArray<SecretName> Keys { get; init; }

    /// <summary>Program and arguments. A program with a slash lies in the module; another is found on <c>PATH</c>.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>A text that its standard output must hold; null asks for exit code 0 alone.</summary>
    public string? Expect { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }
}
