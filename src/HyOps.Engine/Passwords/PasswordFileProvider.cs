using System.Text;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>A password in a file: its text without white space around it, as ansible reads it; an executable file is run.</summary>
/// <param name="place">The option or variable that names the file.</param>
/// <param name="path">What it says; null or empty where it says nothing.</param>
/// <param name="commands">Runs an executable file.</param>
/// <param name="masker">Learns the password.</param>
/// <param name="world">The working directory and home that the path starts from.</param>
internal sealed class PasswordFileProvider(string place, string? path, VaultPasswordCommand commands, Masker masker, Surroundings world) : IVaultPasswordProvider
{
    private const int Limit = 64 * 1024;
    private static readonly char[] WhiteSpace = [' ', '\t', '\n', '\r', '\v', '\f'];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Place => place;

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        // ansible expands ~ in its variable, where no shell has done it.
        var file = path.StartsWith("~/", StringComparison.Ordinal) && world.Home is { } home ? Path.Combine(home, path[2..]) : world.Absolute(path);
        var source = $"{place} {path}";
        if (!IsExecutable(file))
        {
            return Read(source, file);
        }

        PrivateFile.RequireUnwritableByOthers(file);
        return await commands.RunProgramAsync(source, file, cancellationToken);
    }

    private VaultPassword Read(string source, string file)
    {
        PrivateFile.RequirePrivate(file);
        var bytes = PrivateFile.Read(file, Limit);
        try
        {
            var value = SecretValue.From(Strict.GetString(bytes).Trim(WhiteSpace));
            masker.Register([value]);
            return value.IsEmpty ? throw VaultPasswordException.Empty(source) : new VaultPassword(value, source);
        }
        catch (DecoderFallbackException)
        {
            throw VaultPasswordException.NotUtf8(source);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
