using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Engine.Init.Providers;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>
/// Secrets in a key/value engine of HashiCorp Vault, version 1 or 2: https://developer.hashicorp.com/vault/api-docs/secret/kv. A name is a path
/// with a field: fields of one path take one request. What was read is kept for the run.
/// </summary>
/// <param name="access">Which Vault, for whom.</param>
/// <param name="login">How to sign in.</param>
internal sealed class HashiCorpVaultAuthority(AuthorityAccess access, VaultLogin login) : ISecretAuthority
{
    private const int WriteAttempts = 5;
    private readonly ConcurrentDictionary<(string Path, string? Version), KvSecret> read = new();
    private readonly VaultSession session = new(access, login);

    private AuthoritySettings Settings => access.Settings;

    /// <inheritdoc/>
    public string Kind => AuthoritySettings.HashiCorpVault;

    /// <inheritdoc/>
    public Uri Address => Settings.VaultUri;

    private bool KeepsVersions => Settings.KvVersion == 2;

    /// <inheritdoc/>
    public async Task<AuthorityReading> ReadAsync(IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<SecretReference, (ReadSecret? Found, UnreadSecret? Unread)>();
        var paths = references.Distinct().GroupBy(reference => (KvName.Parse(reference.Name)?.Path, reference.Version)).ToList();
        await Task.WhenAll(paths.Select(ReadPathAsync)).ConfigureAwait(false);
        var ordered = references.Distinct().Select(reference => answers[reference]).ToList();
        return new AuthorityReading([.. ordered.Select(answer => answer.Found).OfType<ReadSecret>()], [.. ordered.Select(answer => answer.Unread).OfType<UnreadSecret>()]);

        async Task ReadPathAsync(IGrouping<(string? Path, string? Version), SecretReference> fields)
        {
            var (secret, refused) = await ReadOneAsync(fields.First(), cancellationToken).ConfigureAwait(false);
            foreach (var reference in fields)
            {
                answers[reference] = secret is null ? (null, refused! with { Reference = reference }) : Pick(reference, secret);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        var path = Require(name);
        if (!KeepsVersions)
        {
            var (secret, _) = await ReadOneAsync(new SecretReference(name), cancellationToken).ConfigureAwait(false);
            return secret is null ? [] : [new SecretVersion(name, KvSecret.Current)];
        }

        var answer = await session.SendAsync(HttpMethod.Get, $"{Settings.Mount}/metadata/{path.Escaped}", null, cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            200 when (answer.Json as JsonObject)?["data"]?["versions"] is JsonObject versions =>
                [.. versions.Select(one => (Number: NumberOf(one.Key), Said: one.Value as JsonObject ?? [])).OrderByDescending(one => one.Number)
                    .Select(one => KvSecret.Describe(name, one.Number.ToString(CultureInfo.InvariantCulture), one.Said, session.Now))],
            404 => [],
            _ => throw NotDone($"list the versions of {name}", answer),
        };
    }

    /// <inheritdoc/>
    public async Task<SecretVersion> WriteAsync(string name, SecretValue value, CancellationToken cancellationToken)
    {
        var path = Require(name);
        access.Masker.Register([value]);
        for (var attempt = 1; ; attempt++)
        {
            // The other fields of the path stay; somebody who writes between is not overwritten, but read again.
            var (fields, version) = await FieldsAsync(path, cancellationToken).ConfigureAwait(false);
            var answer = await session.SendAsync(HttpMethod.Post, PathOf(path), () => BodyOf(fields, path.Field, value, version), cancellationToken).ConfigureAwait(false);
            Forget(path);
            if (answer.IsOk)
            {
                return KeepsVersions && (answer.Json as JsonObject)?["data"] is JsonObject metadata
                    ? KvSecret.Describe(name, metadata["version"]?.ToString() ?? "", metadata, session.Now)
                    : new SecretVersion(name, KvSecret.Current) { UpdatedOn = session.Now };
            }

            if (answer.Status != 400 || !session.Said(answer).Contains("check-and-set", StringComparison.Ordinal) || attempt == WriteAttempts)
            {
                throw NotDone($"write {name}", answer);
            }
        }
    }

    /// <inheritdoc/>
    public async Task DisableAsync(string name, string version, CancellationToken cancellationToken)
    {
        var path = Require(name);
        if (!KeepsVersions)
        {
            throw new AuthorityException($"{name}: a key/value engine of version 1 keeps no versions, so none can be taken out of use", $"upgrade the engine: vault kv enable-versioning {Settings.Mount}/");
        }

        var versions = await ListVersionsAsync(name, cancellationToken).ConfigureAwait(false);
        var one = versions.FirstOrDefault(known => known.Version == version)
            ?? throw new AuthorityException($"{name} has no version {version}", $"see its versions: vault kv metadata get -mount={Settings.Mount} {path.Path}");
        if (one.Enabled)
        {
            var answer = await session.SendAsync(HttpMethod.Post, $"{Settings.Mount}/delete/{path.Escaped}", () => new JsonObject { ["versions"] = new JsonArray(NumberOf(version)) }, cancellationToken).ConfigureAwait(false);
            Forget(path);
            if (!answer.IsOk)
            {
                throw NotDone($"take version {version} of {name} out of use", answer);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static int NumberOf(string version) => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<(KvSecret? Secret, UnreadSecret? Refused)> ReadOneAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        if (KvName.Parse(reference.Name) is not { } path)
        {
            return (null, VaultWords.BadName(reference));
        }

        if (reference.Version is not null && !KeepsVersions)
        {
            return (null, VaultWords.NoVersions(reference, Settings.Mount));
        }

        if (read.TryGetValue((path.Path, reference.Version), out var known))
        {
            return (known, null);
        }

        var query = reference.Version is null ? "" : $"?version={Uri.EscapeDataString(reference.Version)}";
        var answer = await session.SendAsync(HttpMethod.Get, PathOf(path) + query, null, cancellationToken).ConfigureAwait(false);
        var secret = answer.IsOk ? KvSecret.From(answer.JsonOrNull, Settings.KvVersion) : null;
        if (secret is null)
        {
            return (null, VaultWords.Unread(reference, path, answer, session.Said(answer), Settings));
        }

        access.Masker.Register(secret.Fields.Select(one => secret.TextOf(one.Key)).OfType<SecretValue>());
        return (read[(path.Path, reference.Version)] = secret, null);
    }

    private (ReadSecret? Found, UnreadSecret? Unread) Pick(SecretReference reference, KvSecret secret)
    {
        var path = Require(reference.Name);
        return secret.TextOf(path.Field) is { } value
            ? (new ReadSecret(reference, new SecretVersion(reference.Name, secret.Version) { CreatedOn = secret.CreatedOn, UpdatedOn = secret.CreatedOn }, value), null)
            : (null, VaultWords.NoField(reference, path, secret, Settings.Mount));
    }

    private async Task<(JsonObject Fields, int Version)> FieldsAsync(KvName path, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync(HttpMethod.Get, PathOf(path), null, cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            200 when KvSecret.From(answer.JsonOrNull, Settings.KvVersion) is { } secret => ((JsonObject)secret.Fields.DeepClone(), NumberOf(secret.Version)),

            // Deleted, and the number goes on; or never there.
            404 => ([], NumberOf(answer.JsonOrNull?["data"]?["metadata"]?["version"]?.ToString() ?? "0")),
            _ => throw NotDone($"read {path.Path} before it is written", answer),
        };
    }

    private JsonObject BodyOf(JsonObject fields, string field, SecretValue value, int version)
    {
        var all = (JsonObject)fields.DeepClone();
        all[field] = value.Reveal();
        return KeepsVersions ? new JsonObject { ["data"] = all, ["options"] = new JsonObject { ["cas"] = version } } : all;
    }

    private string PathOf(KvName path) => $"{Settings.Mount}/{(KeepsVersions ? "data/" : "")}{path.Escaped}";

    private void Forget(KvName path)
    {
        foreach (var key in read.Keys.Where(key => key.Path == path.Path).ToImmutableArray())
        {
            read.TryRemove(key, out _);
        }
    }

    private static KvName Require(string name) =>
        KvName.Parse(name) ?? throw new AuthorityException($"'{name}' is no name of a secret here", "write a path below the mount, and a field after '#': team/netbox#password");

    private AuthorityException NotDone(string what, ProviderAnswer answer) => answer.Status == 403
        ? new AuthorityException($"HashiCorp Vault {Address} does not permit to {what}: {session.Said(answer)}", $"give the policy what it lacks on {Settings.Mount}/: capabilities = [\"create\", \"read\", \"update\"]")
        : VaultWords.Unusable(Address, answer.Status, $"cannot {what}: {session.Said(answer)}");
}
