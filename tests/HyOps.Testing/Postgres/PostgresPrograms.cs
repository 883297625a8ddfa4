namespace HyOps.Testing.Postgres;

/// <summary>Where this machine keeps PostgreSQL's own programs, and as whom they run: PostgreSQL refuses to be root.</summary>
internal static class PostgresPrograms
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>: Debian's newest version, else what is on PATH.</summary>
    internal static string Folder { get; } = Find();

    /// <summary>The words in front of a program, so that it does not run as root; none for somebody else.</summary>
    internal static IReadOnlyList<string> AsUnprivileged =>
        User is { } user ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--"] : [];

    /// <summary>Who owns the cluster where we are root; null where we are not.</summary>
    internal static string? User { get; } = Environment.IsPrivilegedProcess ? FirstKnown("postgres", "nobody") : null;

    private static string Find()
    {
        var debian = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(path => Version.TryParse($"{Path.GetFileName(path)}.0", out var version) ? version : new Version(0, 0)).Select(path => Path.Combine(path, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL's server is not installed; on Debian: apt-get install postgresql");
    }

    private static string FirstKnown(params string[] users)
    {
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return users.First(known.Contains);
    }
}
