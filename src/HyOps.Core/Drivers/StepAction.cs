namespace HyOps.Core.Drivers;

/// <summary>What a driver is asked to do.</summary>
public enum StepAction
{
    /// <summary>Bring the module to what its inputs say.</summary>
    Apply,

    /// <summary>Remove what the module made.</summary>
    Destroy,
}
