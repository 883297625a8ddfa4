using Azure.Security.KeyVault.Secrets;
using HyOps.Azure.Failures;
using HyOps.Azure.Reading;
using HyOps.Azure.Requests;
using HyOps.Azure.SignIn;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Azure;

/// <summary>An Azure Key Vault, for one run. https://learn.microsoft.com/rest/api/keyvault/secrets.</summary>
internal sealed class AzureKeyVaultAuthority : ISecretAuthority
{
    private readonly AuthorityAccess access;
    private readonly VaultPipeline pipeline;
    private readonly VaultFailures failures;
    private readonly SecretClient client;
    private readonly SecretReader reader;

    private AzureKeyVaultAuthority(AuthorityAccess access)
    {
        this.access = access;
        pipeline = new VaultPipeline(access);
        var credential = new CredentialFactory(access, pipeline).Create();
        client = new SecretClient(access.Settings.VaultUri, credential, pipeline.Options());
        failures = new VaultFailures(access, pipeline);
        reader = new SecretReader(client, access, pipeline.Contact, failures);
    }

    /// <inheritdoc/>
    public string Kind => AuthoritySettings.AzureKeyVault;

    /// <inheritdoc/>
    public Uri Address => access.Settings.VaultUri;

    public static AzureKeyVaultAuthority Open(AuthorityAccess access)
    {
        OpeningRules.Check(access);
        return new AzureKeyVaultAuthority(access);
    }

    /// <inheritdoc/>
    public Task<AuthorityReading> ReadAsync(IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken) =>
        reader.ReadAsync(references, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        failures.GuardAsync(VaultAction.List, name, () => ListAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<SecretVersion> WriteAsync(string name, SecretValue value, CancellationToken cancellationToken)
    {
        access.Masker.Register([value]);
        OpeningRules.CheckValue(access.Settings, name, value);
        var written = await failures.GuardAsync(VaultAction.Set, name, () => client.SetSecretAsync(name, value.Reveal(), cancellationToken), cancellationToken).ConfigureAwait(false);
        reader.Forget(name);
        return Versions.Of(written.Value.Properties);
    }

    /// <inheritdoc/>
    public async Task DisableAsync(string name, string version, CancellationToken cancellationToken)
    {
        OpeningRules.CheckName(access.Settings, name);
        var properties = new SecretProperties(new Uri(Address, $"secrets/{name}/{version}")) { Enabled = false };
        await failures.GuardAsync(VaultAction.Update, $"{name}@{version}", () => client.UpdateSecretPropertiesAsync(properties, cancellationToken), cancellationToken).ConfigureAwait(false);
        reader.Forget(name);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        pipeline.Dispose();
        return ValueTask.CompletedTask;
    }

    // The service lists versions in the order of their ids, which says nothing of time.
    private async Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken)
    {
        OpeningRules.CheckName(access.Settings, name);
        var versions = new List<SecretVersion>();
        await foreach (var properties in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            versions.Add(Versions.Of(properties));
        }

        return [.. versions.OrderByDescending(version => version.CreatedOn)];
    }
}
