using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>The system that this machine runs, as far as packages are concerned.</summary>
/// <param name="Family">Whose packages it has.</param>
/// <param name="Name">Its name for people: <c>Debian GNU/Linux 12 (bookworm)</c>.</param>
public sealed record HostSystem(SystemFamily Family, string Name)
{
    // https://www.freedesktop.org/software/systemd/man/latest/os-release.html: the second is for systems without the first.
    private static readonly string[] Files = ["/etc/os-release", "/usr/lib/os-release"];

    /// <summary>Reads what this machine says of itself.</summary>
    public static HostSystem Read()
    {
        if (OperatingSystem.IsMacOS())
        {
            return new HostSystem(SystemFamily.MacOs, "macOS");
        }

        return Array.Find(Files, File.Exists) is { } file ? Parse(File.ReadAllText(file)) : Parse("");
    }

    /// <summary>Reads the text of an os-release file: <c>ID</c> decides, then the words of <c>ID_LIKE</c> in their order.</summary>
    /// <param name="osRelease">The text; unknown lines are passed over.</param>
    public static HostSystem Parse(string osRelease)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in osRelease.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
            {
                fields[line[..at]] = line[(at + 1)..].Trim('"', '\'');
            }
        }

        var ids = $"{fields.GetValueOrDefault("ID")} {fields.GetValueOrDefault("ID_LIKE")}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var family = ids.Select(FamilyOf).FirstOrDefault(candidate => candidate is not SystemFamily.Unknown);
        return new HostSystem(family, fields.GetValueOrDefault("PRETTY_NAME") ?? ids.FirstOrDefault() ?? "an unknown system");
    }

    private static SystemFamily FamilyOf(string id) => id switch
    {
        "debian" or "ubuntu" => SystemFamily.Debian,
        "fedora" or "rhel" or "centos" => SystemFamily.Fedora,
        "arch" => SystemFamily.Arch,
        "alpine" => SystemFamily.Alpine,
        _ => SystemFamily.Unknown,
    };
}
