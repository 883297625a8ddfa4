using System.Collections.Immutable;
using System.Security.Cryptography;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Vault;

namespace HyOps.Engine.Secrets;

/// <summary>
/// The encrypted bundle of an environment. It is opened and sealed in memory; every value is registered with the masker before anybody gets it;
/// a change is read, changed and written under the file's lock, atomically.
/// </summary>
/// <param name="chosen">The environment with its root.</param>
/// <param name="passwords">Where the vault password comes from; asked only when there is something to open or seal.</param>
/// <param name="masker">Learns every value.</param>
/// <param name="clock">Measures the wait for the lock.</param>
public sealed class BundleStore(ChosenEnvironment chosen, VaultPasswordSource passwords, Masker masker, TimeProvider clock)
{
    /// <summary>Reserved keys that this environment allows (secrets.allow_reserved).</summary>
    public IReadOnlySet<SecretName> AllowedReservedKeys { get; init; } = ImmutableHashSet<SecretName>.Empty;

    /// <summary>The file.</summary>
    public string FilePath => chosen.Root.BundleFile;

    /// <summary>The environment's name, for commands in messages.</summary>
    public string EnvironmentName => chosen.Name.Value;

    /// <summary>Whether there is anything at the bundle's place.</summary>
    public bool Exists => Path.Exists(FilePath) || new FileInfo(FilePath).LinkTarget is not null;

    /// <summary>Opens the bundle.</summary>
    /// <param name="cancellationToken">Ends the wait for the password.</param>
    /// <exception cref="BundleException">There is none.</exception>
    /// <exception cref="VaultException">It cannot be opened.</exception>
    /// <exception cref="EnvFileException">Its body is no env file.</exception>
    /// <exception cref="VaultPasswordException">There is no password.</exception>
    /// <exception cref="FileProblemException">The file cannot be read.</exception>
    public async Task<SecretBundle> OpenAsync(CancellationToken cancellationToken) =>
        Exists ? await OpenOrEmptyAsync(cancellationToken) : throw BundleException.Missing(FilePath, EnvironmentName);

    /// <summary>Opens the bundle; a missing one is empty, and needs no password.</summary>
    /// <param name="cancellationToken">Ends the wait for the password.</param>
    public async Task<SecretBundle> OpenOrEmptyAsync(CancellationToken cancellationToken) =>
        (await OpenFileOrEmptyAsync(cancellationToken)).Secrets;

    /// <summary>Changes the bundle, or creates it.</summary>
    /// <param name="change">Makes the new bundle of the one that is there at that moment; called once, under the lock.</param>
    /// <param name="cancellationToken">Ends the waits for password and lock; the writing itself is not torn.</param>
    /// <exception cref="VaultException">The one that is there cannot be opened with the password: it stays as it is.</exception>
    /// <exception cref="EnvFileException">A value or key cannot be in a bundle.</exception>
    public Task<BundleUpdate> UpdateAsync(Func<SecretBundle, SecretBundle> change, CancellationToken cancellationToken) =>
        UpdateFileAsync(file => file with { Secrets = change(file.Secrets) }, cancellationToken);

    /// <summary>Opens the bundle with its comments; a missing one is empty, and needs no password.</summary>
    internal async Task<EnvFile> OpenFileOrEmptyAsync(CancellationToken cancellationToken) =>
        Exists ? Read(await FindPasswordAsync(cancellationToken)).File : EnvFile.Empty;

    /// <summary>Changes the bundle with its comments.</summary>
    internal async Task<BundleUpdate> UpdateFileAsync(Func<EnvFile, EnvFile> change, CancellationToken cancellationToken)
    {
        // The password may take a person's time: it is asked for before the lock is taken, which others wait for.
        var password = await FindPasswordAsync(cancellationToken);
        chosen.Root.Prepare(chosen.Root.VaultDirectory);
        using var held = await FileLock.AcquireAsync(FilePath, FileLock.UsualPatience, clock, cancellationToken);
        AtomicFile.RemoveLeftovers(FilePath);
        var exists = Exists;
        var (before, label) = exists ? Read(password) : new Opened(EnvFile.Empty, null);
        var after = change(before);
        masker.Register(after.Secrets.Values);
        var written = !exists || !IsSame(before, after);
        if (written)
        {
            Write(after, label, password);
        }

        return new BundleUpdate { Bundle = after.Secrets, Written = written, Notices = NoticesFor(password, created: !exists) };
    }

    // A directory or a link in the bundle's place is told as such, before anybody is asked for a password in vain.
    private Task<VaultPassword> FindPasswordAsync(CancellationToken cancellationToken)
    {
        AtomicFile.RefuseLinkOrDirectory(FilePath);
        return passwords.FindAsync(cancellationToken);
    }

    private Opened Read(VaultPassword password)
    {
        AtomicFile.RefuseLinkOrDirectory(FilePath);
        var length = new FileInfo(FilePath).Length;
        if (length > AnsibleVaultEnvelope.MaximumLength)
        {
            throw VaultException.TooLarge(FilePath, length);
        }

        var sealedBytes = PrivateFile.Read(FilePath, AnsibleVaultEnvelope.MaximumLength);
        return PasswordBytes.Use(password.Value, key =>
        {
            using var opened = AnsibleVaultEnvelope.Open(FilePath, sealedBytes, key);
            var file = EnvFileBody.Parse(FilePath, opened.Body, AllowedReservedKeys);
            masker.Register(file.Secrets.Values);
            return new Opened(file, opened.Label);
        });
    }

    private void Write(EnvFile file, string? label, VaultPassword password)
    {
        var body = EnvFileBody.Format(file, AllowedReservedKeys);
        try
        {
            AtomicFile.Write(FilePath, PasswordBytes.Use(password.Value, key => AnsibleVaultEnvelope.Seal(FilePath, body, key, label)).AsMemory());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    internal static bool IsSame(EnvFile one, EnvFile other) =>
        one.Secrets.Count == other.Secrets.Count && one.Secrets.Secrets.SequenceEqual(other.Secrets.Secrets) && one.Comments.SequenceEqual(other.Comments);

    private ImmutableArray<string> NoticesFor(VaultPassword password, bool created)
    {
        var notices = ImmutableArray.CreateBuilder<string>();
        if (password.Notice is { } notice)
        {
            notices.Add(notice);
        }

        if (created)
        {
            notices.Add($"{FilePath}: a new bundle was created, under the vault password from {password.Source}");
        }

        return notices.ToImmutable();
    }

    private sealed record Opened(EnvFile File, string? Label);
}
