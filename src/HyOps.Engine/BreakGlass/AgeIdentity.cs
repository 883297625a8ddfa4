using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Engine.BreakGlass;

/// <summary>The operator's age identity, found where sops looks for it: SOPS_AGE_KEY_FILE, SOPS_AGE_KEY, SOPS_AGE_KEY_CMD, <c>sops/age/keys.txt</c> of the configuration.</summary>
internal sealed record AgeIdentity
{
    private const string FileVariable = "SOPS_AGE_KEY_FILE";
    private const string KeyVariable = "SOPS_AGE_KEY";
    private const string CommandVariable = "SOPS_AGE_KEY_CMD";

    /// <summary>What it is, for people.</summary>
    public required string Shown { get; init; }

    /// <summary>The absolute path of a file that holds it; null where <see cref="Text"/> does.</summary>
    public string? FilePath { get; init; }

    /// <summary>The identity itself, known to the masker.</summary>
    public SecretValue? Text { get; init; }

    /// <summary>Finds it.</summary>
    /// <param name="world">Variables and home.</param>
    /// <param name="masker">Learns it where it is no file.</param>
    /// <param name="run">Runs a shell command and gives what it printed.</param>
    /// <param name="cancellationToken">Ends the wait for that command.</param>
    /// <exception cref="BreakGlassException">There is none.</exception>
    /// <exception cref="FileProblemException">Others may read the file.</exception>
    public static async Task<AgeIdentity> FindAsync(Surroundings world, Masker masker, Func<string, CancellationToken, Task<string>> run, CancellationToken cancellationToken)
    {
        if (Variable(world, FileVariable) is { } named)
        {
            var path = world.Absolute(named);
            return File.Exists(path) ? InFile(path) : throw BreakGlassException.IdentityMissing(path);
        }

        if (Variable(world, KeyVariable) is { } text)
        {
            return InText(KeyVariable, text, masker);
        }

        if (Variable(world, CommandVariable) is { } command)
        {
            return await run(command, cancellationToken).ConfigureAwait(false) is { Length: > 0 } printed ? InText(CommandVariable, printed, masker) : throw BreakGlassException.NothingPrinted();
        }

        return Usual(world) is { } usual && File.Exists(usual) ? InFile(usual) : throw BreakGlassException.NoIdentity(Usual(world));
    }

    // Line by line too: an error of age's could repeat one of them.
    private static AgeIdentity InText(string shown, string text, Masker masker)
    {
        masker.Register([SecretValue.From(text), .. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(SecretValue.From)]);
        return new AgeIdentity { Shown = shown, Text = SecretValue.From(text) };
    }

    private static AgeIdentity InFile(string path)
    {
        PrivateFile.RequirePrivate(path);
        return new AgeIdentity { Shown = path, FilePath = path };
    }

    private static string? Usual(Surroundings world) =>
        Variable(world, "XDG_CONFIG_HOME") is { } configuration ? Path.Combine(world.Absolute(configuration), "sops/age/keys.txt")
        : world.Home is { } home ? Path.Combine(home, ".config/sops/age/keys.txt") : null;

    private static string? Variable(Surroundings world, string name) => world.Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
