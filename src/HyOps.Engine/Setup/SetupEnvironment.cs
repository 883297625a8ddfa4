using HyOps.Core.Commands;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Setup;

/// <summary>What tools and package managers see during setup: what they need of the operator's environment, and no more.</summary>
internal static class SetupEnvironment
{
    // Package managers call programs that a user's PATH lacks (ldconfig, start-stop-daemon).
    private const string SystemDirectories = "/usr/local/sbin:/usr/sbin:/sbin";

    private static readonly string[] Passed = ["HOME", "USER", "PATH", "TMPDIR"];

    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    /// <summary>For asking a tool's version.</summary>
    /// <param name="world">The world.</param>
    public static ChildEnvironment ForTools(Surroundings world) =>
        Passed.Aggregate(ChildEnvironment.Empty.With("LC_ALL", Utf8Locale.Name), (environment, name) =>
            world.Variables.TryGetValue(name, out var value) ? environment.With(name, value) : environment);

    /// <summary>For asking which packages are installed.</summary>
    /// <param name="world">The world.</param>
    public static ChildEnvironment ForLooking(Surroundings world) => ForTools(world).With("PATH", InstallPath(world));

    /// <summary>For installing.</summary>
    /// <param name="world">The world.</param>
    /// <param name="manager">The package manager.</param>
    public static ChildEnvironment ForInstalling(Surroundings world, PackageManager manager)
    {
        var environment = ForLooking(world);
        environment = Proxies.Where(world.Variables.ContainsKey).Aggregate(environment, (sofar, name) => WithProxy(sofar, name, world.Variables[name]));
        return manager.Variables.Aggregate(environment, (sofar, pair) => sofar.With(pair.Key, pair.Value));
    }

    /// <summary>The PATH on which package managers are searched and run.</summary>
    /// <param name="world">The world.</param>
    public static string InstallPath(Surroundings world) =>
        world.Variables.GetValueOrDefault("PATH") is { Length: > 0 } path ? $"{path}:{SystemDirectories}" : $"/usr/bin:/bin:{SystemDirectories}";

    // A proxy's address may carry its password.
    private static ChildEnvironment WithProxy(ChildEnvironment environment, string name, string value) =>
        value.Contains('@', StringComparison.Ordinal) ? environment.With(name, SecretValue.From(value)) : environment.With(name, value);
}
