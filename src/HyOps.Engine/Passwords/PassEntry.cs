using System.Text.RegularExpressions;
using HyOps.Core.Files;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>An entry of a password store of <c>pass</c>, https://www.passwordstore.org: a file that gpg encrypted for the store's keys.</summary>
/// <param name="Store">The store's absolute directory: <c>PASSWORD_STORE_DIR</c>, else <c>~/.password-store</c>.</param>
/// <param name="Name">Its name, such as <c>hybridops/ansible-vault</c>.</param>
/// <param name="IsUsualStore">Whether pass finds the store by itself.</param>
public sealed partial record PassEntry(string Store, string Name, bool IsUsualStore)
{
    /// <summary>The entry of the guide.</summary>
    public const string UsualName = "hybridops/ansible-vault";

    internal const string NameVariable = "VAULT_PASS_ENTRY";
    internal const string StoreVariable = "PASSWORD_STORE_DIR";

    /// <summary>The encrypted file.</summary>
    public string FilePath => Path.Combine(Store, Name + ".gpg");

    /// <summary>Whether the store has it.</summary>
    public bool Exists => File.Exists(FilePath);

    /// <summary>The shell command that prints it, as a workstation keeps it.</summary>
    public string CommandText => $"{(IsUsualStore ? "" : $"{StoreVariable}={FileModes.ShellQuoted(Store)} ")}pass show {FileModes.ShellQuoted(Name)}";

    /// <summary>The entry that the operator means; null where there is no home to look in.</summary>
    /// <param name="world">Gives the variables.</param>
    /// <param name="option">What <c>--entry</c> says.</param>
    /// <exception cref="VaultPasswordException">The name is none.</exception>
    public static PassEntry? Of(Surroundings world, string? option)
    {
        var (source, name) = option is not null ? ("--entry", option)
            : Variable(world, NameVariable) is { } named ? (NameVariable, named)
            : ("", UsualName);
        if (!Names().IsMatch(name) || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw VaultPasswordException.BadEntry(source, name);
        }

        return StoreOf(world, Variable(world, StoreVariable)) is { } store ? new PassEntry(store, name, Variable(world, StoreVariable) is null) : null;
    }

    /// <summary>The entry that a kept command prints, where it is one that we wrote; null for any other command.</summary>
    /// <param name="world">Gives home and working directory.</param>
    /// <param name="text">The command.</param>
    internal static PassEntry? Parse(Surroundings world, string text)
    {
        var match = Commands().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var given = match.Groups["store"].Success ? Unquoted(match.Groups["store"].Value) : null;
        var entry = StoreOf(world, given) is { } store ? new PassEntry(store, Unquoted(match.Groups["name"].Value), given is null) : null;
        return entry?.CommandText == text ? entry : null;
    }

    private static string? StoreOf(Surroundings world, string? given) =>
        given is not null ? world.Absolute(given) : world.Home is { } home ? Path.Combine(world.Absolute(home), ".password-store") : null;

    private static string? Variable(Surroundings world, string name) => world.Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static string Unquoted(string text) => text.Replace(@"'\''", "'", StringComparison.Ordinal);

    // What pass and a shell take without surprises: no option, no way out of the store.
    [GeneratedRegex(@"\A[\w@+][\w@+.:/ -]*\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"\A(PASSWORD_STORE_DIR='(?<store>.+)' )?pass show '(?<name>.+)'\z")]
    private static partial Regex Commands();
}
