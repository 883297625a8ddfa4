using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Rotation;

/// <summary>An authority in memory that fails where a test says: before or after it did what it was asked.</summary>
internal sealed class FaultyAuthority : ISecretAuthority, ISecretAuthorityProvider
{
    public InMemoryAuthority Inner { get; } = new();

    /// <summary>The moment to fail at: <c>before write</c>, <c>after write</c>, <c>before disable</c>, <c>after disable</c>; null is none.</summary>
    public string? FailsAt { get; set; }

    public string Kind => AuthoritySettings.AzureKeyVault;

    public Uri Address => Inner.Address;

    public ISecretAuthority Open(AuthorityAccess access) => this;

    public Task<AuthorityReading> ReadAsync(IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken) => Inner.ReadAsync(references, cancellationToken);

    public Task<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) => Inner.ListVersionsAsync(name, cancellationToken);

    public async Task<SecretVersion> WriteAsync(string name, SecretValue value, CancellationToken cancellationToken)
    {
        Fail("before write");
        var version = await Inner.WriteAsync(name, value, cancellationToken);
        Fail("after write");
        return version;
    }

    public async Task DisableAsync(string name, string version, CancellationToken cancellationToken)
    {
        Fail("before disable");
        await Inner.DisableAsync(name, version, cancellationToken);
        Fail("after disable");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Fail(string moment)
    {
        if (FailsAt == moment)
        {
            throw new OperationCanceledException($"killed {moment}");
        }
    }
}
