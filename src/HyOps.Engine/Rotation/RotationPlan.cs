using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>What the rotation of a key means: from whom to whom.</summary>
public sealed record RotationPlan
{
    /// <summary>The key.</summary>
    public required SecretName Key { get; init; }

    /// <summary>Its secret in the authority; null where the map has no row.</summary>
    public MappedSecret? Row { get; init; }

    /// <summary>The newest version there; null where there is none.</summary>
    public SecretVersion? Current { get; init; }

    /// <summary>What the key holds.</summary>
    public required SecretSpec Spec { get; init; }

    /// <summary>Who uses it, in the order in which they are dealt with.</summary>
    public IReadOnlyList<RotationConsumer> Consumers { get; init; } = [];

    /// <summary>A rotation of the key that is open, or the last one.</summary>
    public RotationState? State { get; init; }

    /// <summary>A rotation of the key that is open.</summary>
    public RotationState? Open => State?.IsOpen == true ? State : null;

    /// <summary>What stands against it.</summary>
    public IReadOnlyList<RotationObstacle> Obstacles { get; init; } = [];
}
