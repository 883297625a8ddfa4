namespace HyOps.Engine.Passwords;

/// <summary>
/// Asks gpg and its agent. gpg says "No secret key" for everything that keeps it from decrypting, so the reason is looked for here, in the
/// machine-readable listings of gnupg (doc/DETAILS) and gpg-agent (KEYINFO).
/// </summary>
/// <param name="commands">Runs the programs.</param>
internal sealed class GpgKeyring(VaultPasswordCommand commands)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Why an entry could not be decrypted.</summary>
    internal async Task<VaultPasswordException> ExplainAsync(string source, PassEntry entry, VaultPasswordException failure, CancellationToken cancellationToken)
    {
        if (await SecretKeysAsync([], cancellationToken) is not { } keys || await RecipientsAsync(entry, cancellationToken) is not { Count: > 0 } recipients)
        {
            return failure;
        }

        var usable = keys.Where(key => recipients.Any(key.IsFor)).ToList();
        return usable.Count == 0 ? VaultPasswordException.NoKey(source, entry, recipients)
            : await PinentryProblemAsync(cancellationToken) is { } problem ? VaultPasswordException.NoPinentry(source, entry, problem)
            : VaultPasswordException.Locked(source, entry, commands.Asking);
    }

    /// <summary>The secret keys, those asked for or all; null where gpg does not answer.</summary>
    internal async Task<IReadOnlyList<GpgKey>?> SecretKeysAsync(IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        var (exitCode, text) = await commands.AskAsync("gpg", ["--batch", "--with-colons", "--with-keygrip", "--list-secret-keys", "--", .. wanted], Patience, cancellationToken);
        return exitCode is 0 or 2 ? GpgKey.Parse(text) : null;
    }

    /// <summary>Whether the private key lies on the disk without a passphrase.</summary>
    internal async Task<bool> IsUnprotectedAsync(GpgKey key, CancellationToken cancellationToken)
    {
        foreach (var grip in key.Grips)
        {
            var (_, text) = await commands.AskAsync("gpg-connect-agent", [$"keyinfo {grip}", "/bye"], Patience, cancellationToken);
            if (text.Split('\n').Any(line => line.Split(' ') is ["S", "KEYINFO", _, "D", _, _, _, "C", ..]))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<List<string>?> RecipientsAsync(PassEntry entry, CancellationToken cancellationToken)
    {
        var (_, text) = await commands.AskAsync("gpg", ["--batch", "--quiet", "--status-fd", "1", "--list-only", "--decrypt", "--", entry.FilePath], Patience, cancellationToken);
        return [.. text.Split('\n').Select(line => line.Split(' ')).Where(words => words is ["[GNUPG:]", "ENC_TO", _, ..]).Select(words => words[2])];
    }

    /// <summary>What is wrong with the program that asks for passphrases; null where nothing is.</summary>
    private async Task<string?> PinentryProblemAsync(CancellationToken cancellationToken)
    {
        if (await ConfiguredPinentryAsync(cancellationToken) is { } configured)
        {
            return File.Exists(configured) ? null : $"gpg-agent.conf names the pinentry-program {configured}, which does not exist";
        }

        var (_, text) = await commands.AskAsync("gpgconf", ["--check-programs"], Patience, cancellationToken);
        return text.Split('\n').Select(line => line.Split(':')).FirstOrDefault(fields => fields is ["pinentry", _, _, "0", ..]) is { } missing
            ? $"{missing[2]} is not installed"
            : null;
    }

    private async Task<string?> ConfiguredPinentryAsync(CancellationToken cancellationToken)
    {
        var (_, text) = await commands.AskAsync("gpgconf", ["--list-dirs", "homedir"], Patience, cancellationToken);
        var file = Path.Combine(Uri.UnescapeDataString(text.Trim()), "gpg-agent.conf");
        return File.Exists(file)
            ? (await File.ReadAllLinesAsync(file, cancellationToken)).Select(line => line.Trim().Split((char[])[' ', '\t'], 2)).LastOrDefault(words => words is ["pinentry-program", _])?[1].Trim()
            : null;
    }
}
