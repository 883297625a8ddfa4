namespace HyOps.Core.Environments;

/// <summary>Systems that name their packages alike.</summary>
public enum SystemFamily
{
    /// <summary>Not one that we know packages of.</summary>
    Unknown,

    /// <summary>Debian, Ubuntu and what descends from them: apt.</summary>
    Debian,

    /// <summary>Fedora, RHEL and what descends from them: dnf.</summary>
    Fedora,

    /// <summary>Arch Linux and what descends from it: pacman.</summary>
    Arch,

    /// <summary>Alpine Linux: apk.</summary>
    Alpine,

    /// <summary>macOS: Homebrew.</summary>
    MacOs,
}
