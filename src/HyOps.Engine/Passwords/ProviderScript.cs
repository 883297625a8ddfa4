using HyOps.Core.Files;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>
/// The provider script of HybridOps.Core. Without arguments it prints the vault password; <c>--bootstrap</c> stores one, <c>--reset</c>
/// removes it. Whoever can change the script, or put one in its place, chooses the password and runs programs as the operator: it must be the
/// operator's own or root's, and so must be its directories.
/// </summary>
/// <param name="Place">What names it: <c>--script</c>, a variable, or <c>found upwards</c>.</param>
/// <param name="FilePath">Its absolute path.</param>
internal sealed record ProviderScript(string Place, string FilePath)
{
    private const string Variable = "HYOPS_VAULT_PASS_SCRIPT";
    private const string RootVariable = "HYOPS_CORE_ROOT";

    /// <summary>Its path below a release root.</summary>
    internal const string RelativePath = "tools/secrets/vault/vault-pass.sh";

    /// <summary>Where it is looked for without an option, for people.</summary>
    internal const string Places = $"{Variable}, ${RootVariable}/{RelativePath}, {RelativePath} upwards";

    /// <summary>The script that somebody named; null where nobody did.</summary>
    internal static ProviderScript? Named(Surroundings world, string? option) =>
        option is { Length: > 0 } ? new ProviderScript("--script", world.Absolute(option))
        : world.Variables.GetValueOrDefault(Variable) is { Length: > 0 } named ? new ProviderScript(Variable, world.Absolute(named))
        : null;

    /// <summary>The script that lies where the guide's system has it; null where none does.</summary>
    internal static ProviderScript? Found(Surroundings world)
    {
        if (world.Variables.GetValueOrDefault(RootVariable) is { Length: > 0 } root && At(world.Absolute(root)) is { } released)
        {
            return new ProviderScript(RootVariable, released);
        }

        for (var directory = world.WorkingDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (At(directory) is { } found)
            {
                return new ProviderScript("found upwards:", found);
            }
        }

        return null;
    }

    /// <summary>Refuses a script that others may change or replace.</summary>
    /// <exception cref="FileProblemException">They may, or it is missing.</exception>
    internal void RequireTrusted()
    {
        PrivateFile.RequireUnwritableByOthers(FilePath);
        PrivateFile.RequireOwnedByUserOrRoot(FilePath);
        for (var directory = Path.GetDirectoryName(FilePath); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            PrivateDirectory.RequireKept(directory);
        }
    }

    private static string? At(string root) => Path.Combine(root, RelativePath) is var path && File.Exists(path) ? path : null;
}
