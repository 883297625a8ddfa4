using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;
using HyOps.Azure.Failures;
using HyOps.Azure.Requests;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Azure.SignIn;

/// <summary>The credential that environment.yml names, and no other: a guessing chain is slow, and may sign in as somebody else.</summary>
internal sealed class CredentialFactory(AuthorityAccess access, VaultPipeline pipeline)
{
    private const string FederatedTokenFile = "AZURE_FEDERATED_TOKEN_FILE";
    private static readonly TimeSpan MachineIdentityTime = TimeSpan.FromSeconds(5);

    public TokenCredential Create()
    {
        try
        {
            return new WatchedCredential(Of(access.Settings.Login), access.Masker);
        }
        catch (ArgumentException exception)
        {
            throw SignInFailures.Unfit(access, exception);
        }
    }

    private TokenCredential Of(AuthorityLogin login) => login switch
    {
        ClientSecretLogin application => new ClientSecretCredential(
            application.TenantId, application.ClientId, Secret(application.SecretKey).Reveal(),
            Prepared(application, new ClientSecretCredentialOptions { DisableInstanceDiscovery = application.DisableInstanceDiscovery })),
        ClientCertificateLogin application => new ClientCertificateCredential(
            application.TenantId, application.ClientId, pipeline.Certificate = Certificate(application.CertificateKey),
            Prepared(application, new ClientCertificateCredentialOptions { DisableInstanceDiscovery = application.DisableInstanceDiscovery })),
        WorkloadIdentityLogin workload => new WorkloadIdentityCredential(Prepared(workload, new WorkloadIdentityCredentialOptions
        {
            TenantId = workload.TenantId,
            ClientId = workload.ClientId,
            TokenFilePath = TokenFile(workload),
            DisableInstanceDiscovery = workload.DisableInstanceDiscovery,
        })),
        ManagedIdentityLogin machine => new ManagedIdentityCredential(OfMachine(machine)),
        AzureCliLogin person => new AzureCliCredential(Prepared(person, new AzureCliCredentialOptions { TenantId = person.TenantId })),
        _ => throw SignInFailures.UnknownMethod(access),
    };

    private T Prepared<T>(EntraLogin login, T options)
        where T : TokenCredentialOptions
    {
        pipeline.Prepare(options);
        options.AddPolicy(new CountedPolicy(pipeline.SignInAttempts), HttpPipelinePosition.BeforeTransport);

        // Set in any case: the SDK would take AZURE_AUTHORITY_HOST from the environment.
        options.AuthorityHost = login.AuthorityHost ?? AzureAuthorityHosts.AzurePublicCloud;
        options.RetryPolicy = new PatientRetryPolicy(new VaultContact(access.World.Clock), access.World.Clock);
        return options;
    }

    // By itself the SDK tries an endpoint that is not there six times in half a minute, whatever Retry.MaxRetries says.
    private ManagedIdentityCredentialOptions OfMachine(ManagedIdentityLogin machine)
    {
        var options = new ManagedIdentityCredentialOptions(machine.ClientId is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);
        pipeline.Prepare(options);
        options.RetryPolicy = new PatientRetryPolicy(new VaultContact(access.World.Clock), access.World.Clock);
        options.Retry.NetworkTimeout = MachineIdentityTime;
        return options;
    }

    private SecretValue Secret(SecretName key) =>
        access.Credentials.TryGet(key, out var value) && !value.IsEmpty ? Registered(value) : throw SignInFailures.Missing(access, key);

    private SecretValue Registered(SecretValue value)
    {
        access.Masker.Register([value]);
        return value;
    }

    private X509Certificate2 Certificate(SecretName key)
    {
        var pem = Secret(key).Reveal();
        try
        {
            var certificate = X509Certificate2.CreateFromPem(pem, pem);
            return certificate.GetRSAPublicKey() is not null ? certificate : throw SignInFailures.NotRsa(access, key);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw SignInFailures.NoCertificate(access, key, exception);
        }
    }

    private string TokenFile(WorkloadIdentityLogin login)
    {
        var named = login.TokenFile is { } file ? Path.GetFullPath(file, access.ProjectRoot) : access.World.Variables.GetValueOrDefault(FederatedTokenFile);
        return string.IsNullOrEmpty(named) ? throw SignInFailures.NoTokenFile(access)
            : !File.Exists(named) ? throw SignInFailures.TokenFileMissing(access, named)
            : named;
    }
}
