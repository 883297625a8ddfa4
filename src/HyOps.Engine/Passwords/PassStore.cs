using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Passwords;

/// <summary>Reads and changes entries through the real <c>pass</c>, and tells in the operator's words why gpg could not.</summary>
/// <param name="commands">Runs the programs.</param>
/// <param name="gpg">Looks into what went wrong.</param>
internal sealed class PassStore(VaultPasswordCommand commands, GpgKeyring gpg)
{
    /// <summary>The password in an entry.</summary>
    /// <param name="source">Which source asks, for people.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="VaultPasswordException">The entry is missing, or cannot be decrypted: the message says why and what to do.</exception>
    /// <exception cref="FileProblemException">Others may change the entry or the store.</exception>
    internal async Task<VaultPassword> ShowAsync(string source, PassEntry entry, CancellationToken cancellationToken)
    {
        if (!entry.Exists)
        {
            throw VaultPasswordException.EntryNotReady(source, entry);
        }

        RequireTrusted(entry);
        try
        {
            return await commands.RunPassAsync(source, entry, cancellationToken) with { Entry = entry };
        }
        catch (VaultPasswordException failure) when (failure.Kind is VaultPasswordProblem.CommandFailed)
        {
            throw await gpg.ExplainAsync(source, entry, failure, cancellationToken);
        }
    }

    /// <summary>Refuses where pass or gpg is missing, before anybody is asked for anything.</summary>
    internal async Task RequireInstalledAsync(CancellationToken cancellationToken)
    {
        await commands.ChangeAsync("vault bootstrap", commands.Of("pass", "version") with { KeepsTerminal = false }, cancellationToken);
        await commands.ChangeAsync("vault bootstrap", commands.Of("gpg", "--version") with { KeepsTerminal = false }, cancellationToken);
    }

    /// <summary>Creates the store.</summary>
    internal Task InitAsync(PassEntry entry, string fingerprint, CancellationToken cancellationToken) => ChangeAsync(entry, ["init", fingerprint], null, cancellationToken);

    /// <summary>Puts a password into an entry, through standard input: a command line is for all to see.</summary>
    internal Task InsertAsync(PassEntry entry, SecretValue password, CancellationToken cancellationToken) =>
        ChangeAsync(entry, ["insert", "--multiline", "--force", entry.Name], CommandInput.From(SecretValue.From(password.Reveal() + "\n")), cancellationToken);

    /// <summary>Copies an entry; what stands in the other place is replaced.</summary>
    internal Task CopyAsync(PassEntry from, PassEntry to, CancellationToken cancellationToken) => ChangeAsync(from, ["cp", "--force", from.Name, to.Name], null, cancellationToken);

    /// <summary>Renames an entry; what stands in the other place is replaced at once, whole.</summary>
    internal Task MoveAsync(PassEntry from, PassEntry to, CancellationToken cancellationToken) => ChangeAsync(from, ["mv", "--force", from.Name, to.Name], null, cancellationToken);

    /// <summary>Removes an entry, where it is there.</summary>
    internal Task RemoveAsync(PassEntry entry, CancellationToken cancellationToken) =>
        entry.Exists ? ChangeAsync(entry, ["rm", "--force", entry.Name], null, cancellationToken) : Task.CompletedTask;

    private Task ChangeAsync(PassEntry entry, string[] arguments, CommandInput? input, CancellationToken cancellationToken) =>
        commands.ChangeAsync($"pass {entry.Name}", commands.InStore(entry, arguments) with { KeepsTerminal = false, Input = input }, cancellationToken);

    // Whoever could write there could put in a password of their own, encrypted for the operator's public key.
    private static void RequireTrusted(PassEntry entry)
    {
        PrivateFile.RequireUnwritableByOthers(entry.FilePath);
        PrivateFile.RequireOwned(entry.FilePath);
        for (var directory = Path.GetDirectoryName(entry.FilePath); directory is not null && directory.Length >= entry.Store.Length; directory = Path.GetDirectoryName(directory))
        {
            PrivateDirectory.RequireUnwritableByOthers(directory);
        }
    }
}
