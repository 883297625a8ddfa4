namespace HyOps.Engine.Setup;

/// <summary>Why a package manager failed, as far as its words tell.</summary>
public enum InstallFailureKind
{
    /// <summary>Its words tell nothing that we know.</summary>
    Other,

    /// <summary>It knows no such package.</summary>
    UnknownPackage,

    /// <summary>It could not reach its servers, or they lack what its lists promise.</summary>
    Network,

    /// <summary>Another package manager is at work.</summary>
    Locked,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>It may not write: not root, or a file system that is read-only.</summary>
    NotPermitted,

    /// <summary>An earlier installation was interrupted and must be repaired first.</summary>
    HalfInstalled,

    /// <summary>It took longer than we wait.</summary>
    TimedOut,
}
