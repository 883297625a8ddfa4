using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Passwords;
using HyOps.Engine.Tools;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>
/// Wraps and unwraps a data key with the real <c>age</c> or <c>gpg</c>. It goes in and comes out through pipes; neither an identity nor a key is
/// ever an argument or on a disk. The programs see of the operator's environment what they need to find keys and agents.
/// </summary>
/// <param name="runner">Starts them.</param>
/// <param name="masker">Learns an identity that a variable holds.</param>
/// <param name="world">Variables and working directory.</param>
internal sealed class DataKeyPrograms(ICommandRunner runner, Masker masker, Surroundings world)
{
    private const int KeyLimit = 4096;
    private const int IdentityLimit = 64 * 1024;
    private const string NoneMatched = "no identity matched";
    private static readonly string[] ForAge = ["PATH", "HOME"];
    private static readonly string[] ForGpg = ["PATH", "HOME", "GNUPGHOME", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS"];

    /// <summary>Tries the age recipients, one after another: each has an armoured file of its own.</summary>
    /// <exception cref="Core.HyOpsException">None gives the key.</exception>
    public async Task<ReadOnlyMemory<byte>> ByAgeAsync(IReadOnlyList<SopsRecipient> recipients, CancellationToken cancellationToken)
    {
        var identity = await AgeIdentity.FindAsync(world, masker, PrintedAsync, cancellationToken).ConfigureAwait(false);
        foreach (var recipient in recipients)
        {
            var (result, said) = identity.Text is null
                ? await RunAsync("age", ["--decrypt", "-i", identity.FilePath!], ForAge, CommandInput.From(recipient.Wrapped), cancellationToken).ConfigureAwait(false)
                : await ByTextAsync(identity, recipient, cancellationToken).ConfigureAwait(false);
            if (result.ExitCode == 0)
            {
                return result.Captured;
            }

            if (!said.Contains(NoneMatched, StringComparison.Ordinal))
            {
                throw BreakGlassException.AgeFailed(identity.Shown, said);
            }
        }

        throw BreakGlassException.NoMatch(identity.Shown, recipients);
    }

    /// <summary>Tries the PGP recipients, one after another.</summary>
    /// <exception cref="Core.HyOpsException">None gives the key.</exception>
    public async Task<ReadOnlyMemory<byte>> ByGpgAsync(IReadOnlyList<SopsRecipient> recipients, CancellationToken cancellationToken)
    {
        var last = "";
        foreach (var recipient in recipients)
        {
            var (result, said) = await RunAsync("gpg", ["--batch", "--quiet", "--decrypt"], ForGpg, CommandInput.From(recipient.Wrapped), cancellationToken).ConfigureAwait(false);
            if (result.ExitCode == 0)
            {
                return result.Captured;
            }

            last = said;
        }

        throw BreakGlassException.GpgFailed(recipients, last);
    }

    /// <summary>Encrypts a data key for an age recipient.</summary>
    /// <param name="recipient">Who.</param>
    /// <param name="key">The key; it is forgotten.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>An armoured age file.</returns>
    /// <exception cref="Core.HyOpsException">age takes no such recipient.</exception>
    public Task<string> ForAgeAsync(string recipient, byte[] key, CancellationToken cancellationToken) =>
        WrapAsync("age", ["--encrypt", "--armor", "--recipient", recipient], ForAge, recipient, key, cancellationToken);

    /// <summary>Encrypts a data key for a PGP key, as sops does: whoever is named is trusted.</summary>
    /// <returns>An armoured PGP message.</returns>
    /// <exception cref="Core.HyOpsException">gpg has no such key, or cannot encrypt for it.</exception>
    public Task<string> ForGpgAsync(string fingerprint, byte[] key, CancellationToken cancellationToken) =>
        WrapAsync("gpg", ["--batch", "--quiet", "--no-encrypt-to", "--armor", "--trust-model", "always", "--recipient", fingerprint, "--encrypt"], ForGpg, fingerprint, key, cancellationToken);

    private async Task<string> WrapAsync(string program, string[] arguments, string[] variables, string recipient, byte[] key, CancellationToken cancellationToken)
    {
        try
        {
            var (result, said) = await RunAsync(program, arguments, variables, CommandInput.From(key), cancellationToken).ConfigureAwait(false);
            return result.ExitCode == 0 ? Encoding.ASCII.GetString(result.Captured.Span) : throw BreakGlassException.WrapFailed(program, recipient, said);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // The operator's own command, as password commands are: in the shell, with all that the shell has.
    private async Task<string> PrintedAsync(string command, CancellationToken cancellationToken)
    {
        var (result, said) = await RunAsync("/bin/sh", ["-c", command], [.. world.Variables.Keys], null, cancellationToken, IdentityLimit).ConfigureAwait(false);
        return result.ExitCode == 0 ? Encoding.UTF8.GetString(result.Captured.Span) : throw BreakGlassException.CommandFailed(result.ExitCode, said);
    }

    // Standard input is the identity's, so that the armoured file, which is no secret, needs a name.
    private async Task<(CommandResult Result, string Said)> ByTextAsync(AgeIdentity identity, SopsRecipient recipient, CancellationToken cancellationToken)
    {
        using var folder = Memory();
        var file = Path.Combine(folder.FullPath, "data-key.age");
        AtomicFile.Write(file, recipient.Wrapped);
        return await RunAsync("age", ["--decrypt", "-i", "-", file], ForAge, CommandInput.From(identity.Text!), cancellationToken).ConfigureAwait(false);
    }

    private MemoryFolder Memory()
    {
        try
        {
            return MemoryFolder.Create(MemoryFolder.Places(world.Variables.GetValueOrDefault("XDG_RUNTIME_DIR")));
        }
        catch (FileProblemException exception)
        {
            throw BreakGlassException.NoMemory(exception);
        }
    }

    private async Task<(CommandResult Result, string Said)> RunAsync(string program, string[] arguments, string[] variables, CommandInput? input, CancellationToken cancellationToken, int limit = KeyLimit)
    {
        var errors = new CollectedOutput(DiscardOutput.Instance);
        var command = new Command
        {
            Program = program,
            Arguments = [.. arguments],
            WorkingDirectory = world.WorkingDirectory,
            Environment = variables.Where(world.Variables.ContainsKey).Aggregate(ChildEnvironment.Empty.With("LC_ALL", "C"), (environment, name) => environment.With(name, world.Variables[name])),
            Input = input,
            CaptureStandardOutput = true,
            CaptureLimit = limit,
            Timeout = PasswordPatience.Of(world),
            Grace = TimeSpan.FromSeconds(2),
        };
        try
        {
            var result = await runner.RunAsync(command, errors, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return result.TimedOut ? throw BreakGlassException.TimedOut(program, command.Timeout.Value) : (result, Sentence(masker.Mask(errors.Text)));
        }
        catch (CommandNotStartedException exception)
        {
            throw BreakGlassException.NotInstalled(exception);
        }
    }

    // Both begin their lines with their own name; age ends with where to report its errors.
    private static string Sentence(string text) => string.Join(", ", text
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.Contains("report unexpected", StringComparison.Ordinal))
        .Select(line => line.Replace("age: error: ", "", StringComparison.Ordinal).Replace("gpg: ", "", StringComparison.Ordinal))) is { Length: > 0 } said ? said : "it did not say why";
}
