using HyOps.Engine.Passwords;
using HyOps.Engine.Tests.Secrets;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Passwords;

/// <summary>A workstation with a keyring and a password store of its own.</summary>
internal sealed class PasswordsWorld : IDisposable
{
    public PasswordsWorld(string environment = "dev", params (string Name, string? Value)[] variables) =>
        Secrets = new SecretsWorld(environment, "", [.. Gpg.Variables.Select(pair => (pair.Key, pair.Value)), .. variables]);

    public GpgHome Gpg { get; } = new();

    public SecretsWorld Secrets { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A key and an entry that holds the password.</summary>
    public PasswordsWorld WithEntry(string password = "of the store", string entry = PassEntry.UsualName)
    {
        Gpg.Insert(Gpg.CreateKey(), password + "\n", entry);
        return this;
    }

    public async Task<string> PasswordAsync(PasswordAsking asking = PasswordAsking.Unattended) =>
        (await Secrets.Source(new() { Asking = asking }).FindAsync(Token)).Value.Reveal();

    public Task<VaultPasswordException> FailureAsync(PasswordAsking asking = PasswordAsking.Unattended) =>
        Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(asking));

    public void Dispose()
    {
        Secrets.Dispose();
        Gpg.Dispose();
    }
}
