using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>How a system installs packages: which program, with which arguments. It starts nothing itself.</summary>
public abstract class PackageManager
{
    /// <summary>The program on PATH.</summary>
    public abstract string Program { get; }

    /// <summary>Whether only root may install.</summary>
    public virtual bool NeedsRoot => true;

    /// <summary>Variables that keep it from asking questions.</summary>
    public virtual ImmutableSortedDictionary<string, string> Variables => ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The arguments that refresh its lists of packages; null where that is not to be done on its own.</summary>
    public abstract ImmutableArray<string>? Refresh { get; }

    /// <summary>The manager of a system, or null where we know none.</summary>
    /// <param name="family">The system.</param>
    public static PackageManager? Of(SystemFamily family) => family switch
    {
        SystemFamily.Debian => new AptGet(),
        SystemFamily.Fedora => new Dnf(),
        SystemFamily.Arch => new Pacman(),
        SystemFamily.Alpine => new Apk(),
        SystemFamily.MacOs => new Homebrew(),
        _ => null,
    };

    /// <summary>The arguments that install packages without a question.</summary>
    /// <param name="packages">The packages, by the names of this system.</param>
    public abstract ImmutableArray<string> Install(IEnumerable<string> packages);

    /// <summary>What a person types to install packages.</summary>
    /// <param name="packages">The packages, by the names of this system.</param>
    /// <param name="isRoot">Whether that person is root.</param>
    public string ForPeople(IEnumerable<string> packages, bool isRoot) =>
        $"{(NeedsRoot && !isRoot ? "sudo " : "")}{Program} {Verb} {string.Join(' ', packages)}";

    /// <summary>The word for installing, as a person types it.</summary>
    protected virtual string Verb => "install";
}
