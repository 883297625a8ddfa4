using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Environments;

/// <summary>lease of environment.yml: where several machines agree on who runs on the environment. Secrets are named, never written there.</summary>
public abstract record LeaseSettings
{
    /// <summary>The kind's word: <c>postgres</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The keys of the bundle that taking it needs.</summary>
    public virtual IReadOnlyList<SecretName> Keys => [];

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }
}

/// <summary>A PostgreSQL database keeps the lease: an advisory lock, and a table of holders.</summary>
public sealed record PostgresLeaseSettings : LeaseSettings
{
    /// <summary>The kind.</summary>
    public const string Word = "postgres";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <summary>A host name, an address, or the absolute directory of a Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The role.</summary>
    public required string User { get; init; }

    /// <summary>The key of the bundle that holds the role's password; null where the server asks for none.</summary>
    public SecretName? PasswordKey { get; init; }

    /// <summary>How the connection is protected.</summary>
    public PostgresTls Tls { get; init; } = PostgresTls.VerifyFull;

    /// <summary>The certificates to trust, PEM, relative to the project's root; null trusts what the system trusts.</summary>
    public string? RootCertificate { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<SecretName> Keys => PasswordKey is { } key ? [key] : [];
}

/// <summary>An Azure storage account keeps the lease: one blob for each environment.</summary>
public sealed record AzureBlobLeaseSettings : LeaseSettings
{
    /// <summary>The kind.</summary>
    public const string Word = "azure-blob";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <summary>The container, which must be there: <c>https://account.blob.core.windows.net/leases</c>.</summary>
    public required Uri ContainerUri { get; init; }

    /// <summary>How to sign in; never guessed.</summary>
    public required EntraLogin Login { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<SecretName> Keys => Login.Keys;
}

/// <summary>How a connection to PostgreSQL is protected, by the words of libpq's sslmode that protect a password.</summary>
public enum PostgresTls
{
    /// <summary>TLS, to the server that the certificate names.</summary>
    VerifyFull,

    /// <summary>TLS, to a server with a certificate from a trusted authority.</summary>
    VerifyCa,

    /// <summary>None: for servers on this very machine.</summary>
    Disable,
}
