namespace HyOps.Testing.KeyVault;

/// <summary>A request that a server has answered.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, without the query.</param>
/// <param name="ArrivedOn">When it came, by the server's clock.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Headers">Its headers.</param>
public sealed record LoggedRequest(string Method, string Path, DateTimeOffset ArrivedOn, int Status, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Whether it came with a token.</summary>
    public bool Authorized => Headers.ContainsKey("Authorization");

    /// <summary>Its x-ms-client-request-id.</summary>
    public string? ClientRequestId => Headers.GetValueOrDefault("x-ms-client-request-id");
}
