namespace HyOps.Engine.Setup;

/// <summary>What setup found of a tool.</summary>
public enum ToolStatus
{
    /// <summary>There, in a version that may be used.</summary>
    Found,

    /// <summary>Installed just now, and there.</summary>
    Installed,

    /// <summary>Not there, and needed.</summary>
    Missing,

    /// <summary>There, but its version may not be used or cannot be told.</summary>
    WrongVersion,

    /// <summary>Not there; what needs it cannot be used.</summary>
    OptionalMissing,
}
