using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HyOps.Testing.KeyVault;

/// <summary>What a <see cref="KeyVaultServer"/> is, for as long as it lives.</summary>
public sealed record KeyVaultServerOptions
{
    /// <summary>Its certificate with key, for localhost.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Its port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The tenant that its tokens are of.</summary>
    public string TenantId { get; init; } = "72f988bf-0000-4000-8000-00000000a001";

    /// <summary>The application that may sign in.</summary>
    public string ClientId { get; init; } = "0f1e2d3c-0000-4000-8000-00000000b002";

    /// <summary>The application's client secret; a new one each time.</summary>
    public string ClientSecret { get; init; } = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 40);

    /// <summary>How long a token is good for.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The resource that the challenge names. Azure's is not that of localhost, so the SDK's check of it must be off.</summary>
    public string Resource { get; init; } = "https://vault.azure.net";

    /// <summary>How many secrets or versions a page of a list has, where the client asks for no fewer.</summary>
    public int PageSize { get; init; } = 25;

    /// <summary>The server's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
