namespace HyOps.Core.Plans;

/// <summary>What would happen to one resource or output.</summary>
public enum PlannedAction
{
    /// <summary>It is made.</summary>
    Create,

    /// <summary>It is changed in place.</summary>
    Update,

    /// <summary>It is destroyed and made again.</summary>
    Replace,

    /// <summary>It is destroyed.</summary>
    Destroy,

    /// <summary>It stays, and is no longer managed.</summary>
    Forget,

    /// <summary>A data source is read during the apply.</summary>
    Read,
}
