using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>What the operator asks of a rotation.</summary>
public sealed record RotateOptions
{
    /// <summary>The keys; with <see cref="Resume"/> none means every rotation that is open.</summary>
    public ImmutableArray<SecretName> Keys { get; init; } = [];

    /// <summary><c>--project</c>.</summary>
    public string? Project { get; init; }

    /// <summary><c>--env</c>.</summary>
    public string? Environment { get; init; }

    /// <summary><c>--root</c>.</summary>
    public string? Root { get; init; }

    /// <summary><c>--confirm</c>: the name of a production environment, said once more.</summary>
    public string? Confirmation { get; init; }

    /// <summary><c>--plan</c>: only list.</summary>
    public bool Plan { get; init; }

    /// <summary><c>--resume</c>: go on where a rotation stopped.</summary>
    public bool Resume { get; init; }

    /// <summary><c>--value-from</c>, <c>--from-env</c>: values for keys that are not, or cannot be, generated.</summary>
    public SetOptions Given { get; init; } = new();

    /// <summary><c>--sync</c>: tell External Secrets Operator to read the authority now.</summary>
    public bool Sync { get; init; }

    /// <summary><c>--wait</c>: how long to wait for the cluster to follow.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the cluster is asked meanwhile.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>--disable-unverified</c>: disable the old version although a consumer could not be verified. One that failed still stops it.</summary>
    public bool DisableUnverified { get; init; }

    /// <summary><c>--reason</c>: why; for the record.</summary>
    public string? Reason { get; init; }

    /// <summary><c>--allow-shell KEY</c>: as for a phase's run.</summary>
    public IReadOnlyCollection<SecretName> AllowedShellKeys { get; init; } = [];

    /// <summary>Where the vault password comes from, if the operator says so.</summary>
    public VaultPasswordOptions Password { get; init; } = new();
}
