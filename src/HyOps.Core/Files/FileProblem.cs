namespace HyOps.Core.Files;

/// <summary>Why a file could not be used as asked.</summary>
public enum FileProblem
{
    /// <summary>Something that has no word of its own here; the message holds the system's.</summary>
    Other,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>The system does not permit it.</summary>
    Permission,

    /// <summary>The disk, or the operator's quota of it, is full.</summary>
    DiskFull,

    /// <summary>The file system is mounted read-only.</summary>
    ReadOnlyFileSystem,

    /// <summary>A directory stands where a file is expected.</summary>
    IsDirectory,

    /// <summary>A file stands where a directory is expected.</summary>
    IsNotDirectory,

    /// <summary>A symbolic link stands in the place of a file that must not be reached through one.</summary>
    SymbolicLink,

    /// <summary>Group or others may read or write what must be private.</summary>
    TooOpen,

    /// <summary>Somebody else owns it.</summary>
    NotOwned,

    /// <summary>It is larger than any such file may be.</summary>
    TooLarge,

    /// <summary>Another process holds its lock.</summary>
    Locked,

    /// <summary>It would lie on a disk, and must not.</summary>
    NotInMemory,
}
