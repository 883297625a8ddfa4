using System.Diagnostics;

namespace HyOps.Testing;

/// <summary>
/// A throw-away keyring and password store, with the real gpg, gpg-agent and pass. Its path is short: the agent's sockets allow 100 characters.
/// </summary>
public sealed class GpgHome : IDisposable
{
    /// <summary>The passphrase of the keys: a word of the tests, of no use elsewhere.</summary>
    public const string Passphrase = "a passphrase of the tests";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string folder = Path.Combine("/tmp", $"hyg-{Guid.NewGuid().ToString("N")[..8]}");

    /// <summary>Creates both, empty.</summary>
    public GpgHome()
    {
        Directory.CreateDirectory(Keyring, Private);
        // Real agents calibrate for a tenth of a second of hashing; tests need no such passphrases.
        Configure("s2k-count 65536", "default-cache-ttl 600", $"pinentry-program {Pinentry(Passphrase)}");
    }

    /// <summary>GNUPGHOME.</summary>
    public string Keyring => Path.Combine(folder, "gnupg");

    /// <summary>PASSWORD_STORE_DIR.</summary>
    public string Store => Path.Combine(folder, "store");

    /// <summary>Both variables.</summary>
    public Dictionary<string, string?> Variables => new(StringComparer.Ordinal) { ["GNUPGHOME"] = Keyring, ["PASSWORD_STORE_DIR"] = Store };

    /// <summary>Writes gpg-agent.conf and ends the running agent.</summary>
    /// <param name="lines">Its lines.</param>
    public void Configure(params string[] lines)
    {
        File.WriteAllLines(Path.Combine(Keyring, "gpg-agent.conf"), lines);
        Lock();
    }

    /// <summary>Ends the agent: what it knew is locked.</summary>
    public void Lock() => Run("gpgconf", "--kill", "all");

    /// <summary>A pinentry that answers at once.</summary>
    /// <param name="passphrase">What it answers; null cancels.</param>
    /// <returns>Its path.</returns>
    public string Pinentry(string? passphrase)
    {
        var answer = passphrase is null ? "echo 'ERR 83886179 Operation cancelled <Pinentry>'" : $"echo 'D {passphrase}'; echo OK";
        var path = Path.Combine(folder, $"pinentry-{(passphrase is null ? "cancels" : "answers")}");
        File.WriteAllText(path, $"#!/bin/sh\necho 'OK ready'\nwhile read -r line; do case \"$line\" in GETPIN*) {answer};; BYE*) echo OK; exit;; *) echo OK;; esac; done\n");
        File.SetUnixFileMode(path, Private);
        return path;
    }

    /// <summary>Creates a key that encrypts, of elliptic curves, as they are fast.</summary>
    /// <param name="passphrase">Its passphrase; empty for none.</param>
    /// <param name="expired">Whether its time is over: it was made years ago, for a day.</param>
    /// <returns>Its fingerprint.</returns>
    public string CreateKey(string passphrase = Passphrase, bool expired = false)
    {
        string[] time = expired ? ["--faked-system-time", "20200101T000000!"] : [];
        Run("gpg", [.. time, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", passphrase, "--quick-generate-key", $"Tests <{Guid.NewGuid():N}@example.test>", "future-default", "default", "1d"]);
        var listing = Run("gpg", "--batch", "--with-colons", "--list-secret-keys").Split('\n').Select(line => line.Split(':')).ToList();
        return listing.Skip(listing.FindLastIndex(fields => fields[0] == "sec")).First(fields => fields[0] == "fpr")[9];
    }

    /// <summary>Creates the store and puts an entry into it.</summary>
    /// <param name="fingerprint">The store's key.</param>
    /// <param name="text">The entry's text.</param>
    /// <param name="entry">The entry.</param>
    public void Insert(string fingerprint, string text, string entry = "hybridops/ansible-vault")
    {
        if (!File.Exists(Path.Combine(Store, ".gpg-id")))
        {
            Run("pass", "init", fingerprint);
        }

        RunWith(text, "pass", "insert", "-m", "-f", entry);
    }

    /// <summary>What an entry holds, by the real pass.</summary>
    /// <param name="entry">The entry.</param>
    public string Show(string entry = "hybridops/ansible-vault") => Run("pass", "show", entry);

    /// <summary>Runs a program on the keyring and store.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its standard output.</returns>
    public string Run(string program, params string[] arguments) => RunWith("", program, arguments);

    /// <inheritdoc/>
    public void Dispose()
    {
        Lock();
        Directory.Delete(folder, recursive: true);
    }

    private string RunWith(string input, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
    }
}
