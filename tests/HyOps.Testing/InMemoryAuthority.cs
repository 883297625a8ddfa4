using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Testing;

/// <summary>An authority in memory, for tests of what stands on the seam; the real ones are tested against servers.</summary>
public sealed class InMemoryAuthority : ISecretAuthority, ISecretAuthorityProvider
{
    private readonly List<(SecretVersion Version, SecretValue Value)> versions = [];
    private readonly Lock gate = new();

    /// <inheritdoc cref="ISecretAuthority.Kind"/>
    public string Kind => AuthoritySettings.AzureKeyVault;

    /// <inheritdoc/>
    public Uri Address { get; } = new("https://memory.vault.example/");

    /// <summary>Says when versions are made.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What was asked for, call by call: <c>read a b</c>, <c>write a</c>, <c>disable a@v1</c>, <c>list a</c>.</summary>
    public IList<string> Calls { get; } = [];

    /// <summary>With what it was opened, each time.</summary>
    public IList<AuthorityAccess> Opened { get; } = [];

    /// <summary>Names that give this reason instead of a value.</summary>
    public IDictionary<string, UnreadReason> Refusals { get; } = new Dictionary<string, UnreadReason>(StringComparer.Ordinal);

    /// <summary>What reading throws: an authority that is down.</summary>
    public AuthorityException? Down { get; set; }

    /// <summary>The current value of a name, as text, or null.</summary>
    public string? this[string name]
    {
        get
        {
            lock (gate)
            {
                return versions.FindLast(one => one.Version.Name == name).Value?.Reveal();
            }
        }
    }

    /// <inheritdoc/>
    public ISecretAuthority Open(AuthorityAccess access)
    {
        Opened.Add(access);
        return this;
    }

    /// <summary>Puts a value there, without a call.</summary>
    public SecretVersion Put(string name, string value)
    {
        lock (gate)
        {
            var now = Clock.GetUtcNow();
            var number = versions.Count(one => one.Version.Name == name) + 1;
            var version = new SecretVersion(name, $"{number:x32}") { CreatedOn = now, UpdatedOn = now };
            versions.Add((version, SecretValue.From(value)));
            return version;
        }
    }

    /// <inheritdoc/>
    public Task<AuthorityReading> ReadAsync(IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        Note($"read {string.Join(' ', references)}");
        if (Down is not null)
        {
            throw Down;
        }

        lock (gate)
        {
            var found = references.Select(reference => (Reference: reference, One: Find(reference))).ToList();
            return Task.FromResult(new AuthorityReading(
                [.. found.Where(pair => pair.One is not null).Select(pair => new ReadSecret(pair.Reference, pair.One!.Value.Version, pair.One.Value.Value))],
                [.. found.Where(pair => pair.One is null).Select(pair => Unread(pair.Reference))]));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        Note($"list {name}");
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<SecretVersion>>([.. versions.Select(one => one.Version).Where(version => version.Name == name).Reverse()]);
        }
    }

    /// <inheritdoc/>
    public Task<SecretVersion> WriteAsync(string name, SecretValue value, CancellationToken cancellationToken)
    {
        Note($"write {name}");
        return Task.FromResult(Put(name, value.Reveal()));
    }

    /// <inheritdoc/>
    public Task DisableAsync(string name, string version, CancellationToken cancellationToken)
    {
        Note($"disable {name}@{version}");
        lock (gate)
        {
            var at = versions.FindIndex(one => one.Version.Name == name && one.Version.Version == version);
            versions[at] = (versions[at].Version with { Enabled = false }, versions[at].Value);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private (SecretVersion Version, SecretValue Value)? Find(SecretReference reference)
    {
        var one = versions.FindLast(one => one.Version.Name == reference.Name && (reference.Version is null || one.Version.Version == reference.Version));
        return one.Version is null || !one.Version.Enabled || Refusals.ContainsKey(reference.Name) ? null : one;
    }

    private UnreadSecret Unread(SecretReference reference)
    {
        var reason = Refusals.TryGetValue(reference.Name, out var refusal) ? refusal
            : versions.Exists(one => one.Version.Name == reference.Name) ? UnreadReason.Disabled : UnreadReason.NotFound;
        return new UnreadSecret(reference, reason, $"cannot be read: {reason}", $"mend {reference.Name}");
    }

    private void Note(string call)
    {
        lock (gate)
        {
            Calls.Add(call);
        }
    }
}
