using System.Collections.Immutable;
using HyOps.Core.Environments;

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

    /// <summary>Options before the others that keep services of new packages from being started; a system that starts none by itself needs none.</summary>
    public virtual ImmutableArray<string> WithoutServices => [];

    /// <summary>The program that says which packages are installed.</summary>
    public virtual string Lister => Program;

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

    /// <summary>The arguments by which <see cref="Lister"/> says which of some packages are installed.</summary>
    /// <param name="packages">The packages, by the names of this system.</param>
    public abstract ImmutableArray<string> List(IEnumerable<string> packages);

    /// <summary>Reads a line of that answer.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The package, and its version where that is told; null where the line tells of none that is installed.</returns>
    public abstract (string Package, string? Version)? ReadListed(string line);

    /// <summary>What a person types to install packages.</summary>
    /// <param name="packages">The packages, by the names of this system.</param>
    /// <param name="isRoot">Whether that person is root.</param>
    public string ForPeople(IEnumerable<string> packages, bool isRoot) =>
        $"{(NeedsRoot && !isRoot ? "sudo " : "")}{Program} {Verb} {string.Join(' ', packages)}";

    /// <summary>The word for installing, as a person types it.</summary>
    protected virtual string Verb => "install";

    /// <summary>The usual answer: a name, a space, a version.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Null where the line is empty.</returns>
    protected static (string Package, string? Version)? ReadNameAndVersion(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : (words[0], words.ElementAtOrDefault(1));
    }
}
