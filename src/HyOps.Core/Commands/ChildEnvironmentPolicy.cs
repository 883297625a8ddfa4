using HyOps.Core.Secrets;

namespace HyOps.Core.Commands;

/// <summary>What a child takes over from our own environment: a fixed list of names, and nothing else.</summary>
public static class ChildEnvironmentPolicy
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "HOME", "USER", "LANG", "TERM", "TMPDIR", "SSH_AUTH_SOCK", "PATH",
    };

    private static readonly HashSet<string> Proxies = new(StringComparer.OrdinalIgnoreCase)
    {
        "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
    };

    /// <summary>The variables that pass. A proxy's address that holds a user or password counts as a secret.</summary>
    /// <param name="variables">Our own environment.</param>
    public static ChildEnvironment FromParent(IReadOnlyDictionary<string, string> variables)
    {
        var environment = ChildEnvironment.Empty;
        foreach (var (name, value) in variables)
        {
            if (Names.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal))
            {
                environment = environment.With(name, value);
            }
            else if (Proxies.Contains(name))
            {
                environment = value.Contains('@', StringComparison.Ordinal) ? environment.With(name, SecretValue.From(value)) : environment.With(name, value);
            }
        }

        return environment;
    }
}
