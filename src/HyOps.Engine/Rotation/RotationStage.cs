namespace HyOps.Engine.Rotation;

/// <summary>How far a rotation is. Each stage is on disk before its work begins.</summary>
public enum RotationStage
{
    /// <summary>The new version is about to be written, or has just been.</summary>
    Writing,

    /// <summary>The new version is there; modules have to run again.</summary>
    Written,

    /// <summary>The modules ran; consumers have to be verified.</summary>
    Applied,

    /// <summary>All that could be verified is; the old version is about to be disabled.</summary>
    Verified,

    /// <summary>The old version is disabled.</summary>
    Done,
}
