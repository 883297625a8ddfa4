using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using HyOps.Core.Authorities;

namespace HyOps.Azure.Requests;

/// <summary>How requests to the vault are made: their id, their patience, their pace and their connections.</summary>
internal sealed class VaultPipeline(AuthorityAccess access) : IDisposable
{
    private const string Application = "hyops";
    private readonly Governor governor = new(access.World.Clock, access.Settings.Parallelism);
    private readonly HttpClientTransport transport = new(access.Connections());

    /// <summary>What is known of the vault.</summary>
    public VaultContact Contact { get; } = new(access.World.Clock);

    /// <summary>The tries at the vault that came to nothing.</summary>
    public Attempts Attempts { get; } = new(access.World.Clock);

    /// <summary>The same of the sign-in host.</summary>
    public Attempts SignInAttempts { get; } = new(access.World.Clock);

    /// <summary>Connections, for the sign-in too.</summary>
    public HttpPipelineTransport Transport => transport;

    /// <summary>The certificate to sign in with, which goes with the pipeline.</summary>
    public X509Certificate2? Certificate { get; set; }

    public SecretClientOptions Options()
    {
        var options = new SecretClientOptions
        {
            DisableChallengeResourceVerification = access.Settings.DisableChallengeResourceVerification,
            RetryPolicy = new PatientRetryPolicy(Contact, access.World.Clock),
        };
        Prepare(options);
        options.AddPolicy(new RequestIds(access.CorrelationId), HttpPipelinePosition.PerCall);
        options.AddPolicy(new RunInUserAgent(access.CorrelationId), HttpPipelinePosition.PerRetry);
        options.AddPolicy(new GovernedPolicy(governor, Contact), HttpPipelinePosition.BeforeTransport);
        options.AddPolicy(new CountedPolicy(Attempts), HttpPipelinePosition.BeforeTransport);
        return options;
    }

    /// <summary>What all clients have alike.</summary>
    public void Prepare(ClientOptions options)
    {
        options.Transport = transport;
        options.Retry.NetworkTimeout = access.AnswerTime;
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.ApplicationId = Application;
    }

    public void Dispose()
    {
        governor.Dispose();
        transport.Dispose();
        Certificate?.Dispose();
    }
}
