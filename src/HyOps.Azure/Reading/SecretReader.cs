using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Azure;
using Azure.Security.KeyVault.Secrets;
using HyOps.Azure.Failures;
using HyOps.Azure.Requests;
using HyOps.Core.Authorities;
using HyOps.Core.Secrets;

namespace HyOps.Azure.Reading;

/// <summary>
/// Reads secrets: the first one alone, as it fetches the challenge and the token that all others use, then the others side by side. What was read
/// is kept in memory for the run.
/// </summary>
internal sealed class SecretReader(SecretClient client, AuthorityAccess access, VaultContact contact, VaultFailures failures) : IDisposable
{
    private readonly ConcurrentDictionary<SecretReference, ReadSecret> kept = new();
    private readonly SingleFlight<SecretReference, SecretOutcome> flights = new();
    private readonly UnreadSecrets unread = new(access, contact);
    private readonly SemaphoreSlim warming = new(1);

    public async Task<AuthorityReading> ReadAsync(IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var asked = references.Distinct().ToList();
        var outcomes = new Dictionary<SecretReference, SecretOutcome>(asked.Count);
        if (!contact.IsWarm && asked.Find(reference => OpeningRules.IsName(reference.Name)) is { } first)
        {
            outcomes[first] = await WarmAsync(first, cancellationToken).ConfigureAwait(false);
        }

        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rest = asked.Where(reference => !outcomes.ContainsKey(reference)).ToDictionary(reference => reference, reference => ReadOrStopAsync(reference, together.CancelAsync, together.Token));
        await AllAsync(rest.Values).ConfigureAwait(false);
        var inOrder = asked.Select(reference => outcomes.GetValueOrDefault(reference) ?? rest[reference].Result).ToList();
        return new AuthorityReading([.. inOrder.Select(outcome => outcome.Found).OfType<ReadSecret>()], [.. inOrder.Select(outcome => outcome.Unread).OfType<UnreadSecret>()]);
    }

    /// <summary>A secret has changed: what was read of it is old.</summary>
    public void Forget(string name)
    {
        foreach (var reference in kept.Keys.Where(reference => string.Equals(reference.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            kept.TryRemove(reference, out _);
        }
    }

    public void Dispose() => warming.Dispose();

    // Others may be warming too: one does, and the rest find it done.
    private async Task<SecretOutcome> WarmAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        await warming.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await OneAsync(reference, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            warming.Release();
        }
    }

    // What stops one stops all: 274 times the same failure would help nobody.
    private async Task<SecretOutcome> ReadOrStopAsync(SecretReference reference, Func<Task> stopAll, CancellationToken cancellationToken)
    {
        try
        {
            return await OneAsync(reference, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthorityException)
        {
            await stopAll().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task AllAsync(IReadOnlyCollection<Task<SecretOutcome>> tasks)
    {
        try
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Those that were stopped say so; the one that stopped them says why.
            if (tasks.Select(task => task.Exception?.InnerException).OfType<AuthorityException>().FirstOrDefault() is { } reason)
            {
                ExceptionDispatchInfo.Throw(reason);
            }

            throw;
        }
    }

    private Task<SecretOutcome> OneAsync(SecretReference reference, CancellationToken cancellationToken) =>
        kept.TryGetValue(reference, out var known)
            ? Task.FromResult(new SecretOutcome(known, null))
            : flights.RunAsync(reference, token => FetchAsync(reference, token), cancellationToken);

    private async Task<SecretOutcome> FetchAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(reference, out var known))
        {
            return new SecretOutcome(known, null);
        }

        if (!OpeningRules.IsName(reference.Name))
        {
            return new SecretOutcome(null, unread.BadName(reference));
        }

        try
        {
            return Keep(reference, await client.GetSecretAsync(reference.Name, reference.Version, cancellationToken).ConfigureAwait(false));
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return new SecretOutcome(null, await IsDeletedAsync(reference, cancellationToken).ConfigureAwait(false) ? unread.Deleted(reference) : unread.NotFound(reference));
        }
        catch (RequestFailedException failure) when (unread.Of(reference, failure) is { } reason)
        {
            return new SecretOutcome(null, reason);
        }
        catch (Exception exception) when (failures.Of(exception, VaultAction.Get, reference.ToString(), cancellationToken) is { } global)
        {
            throw global;
        }
    }

    private SecretOutcome Keep(SecretReference reference, KeyVaultSecret secret)
    {
        var value = SecretValue.From(secret.Value);
        access.Masker.Register([value]);

        // Key Vault gives expired and not yet valid secrets all the same: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets.
        if (unread.ByDate(reference, secret.Properties) is { } untimely)
        {
            return new SecretOutcome(null, untimely);
        }

        var read = new ReadSecret(reference, Versions.Of(secret.Properties), value);
        kept[reference] = read;
        return new SecretOutcome(read, null);
    }

    // Only for what is missing anyway; who may not look there is told that it is missing.
    private async Task<bool> IsDeletedAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetDeletedSecretAsync(reference.Name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException)
        {
            return false;
        }
    }
}
