namespace HyOps.KeyVaultServer;

/// <summary>A vault for whoever comes, until it is interrupted.</summary>
internal static class Serving
{
    public static async Task<int> UntilInterruptedAsync(Testing.KeyVault.KeyVaultServer server, ServerFolder folder, Signals signals)
    {
        // This secret is worth as much as the vault, which holds what its user puts in for as long as it runs.
        var secretFile = folder.Write("client-secret", server.Options.ClientSecret);
        await Console.Out.WriteLineAsync(
            $"""
             Key Vault on loopback, in memory. It ends with Ctrl-C, and everything in it.

             In environment.yml, of an environment of tier local:

               secrets:
                 authority:
                   kind: azure-key-vault
                   vault_uri: {server.Address}
                   map: secrets/akv-map.csv
                   disable_challenge_resource_verification: true
                   auth:
                     method: client-secret
                     tenant_id: {server.Options.TenantId}
                     client_id: {server.Options.ClientId}
                     client_secret_env: AZURE_CLIENT_SECRET
                     authority_host: {server.Address}
                     disable_instance_discovery: true

             In another shell:

               export SSL_CERT_FILE={folder.CertificateFile}
               export HYOPS_KEYVAULT_URI={server.Address}
               export HYOPS_KEYVAULT_CLIENT_SECRET="$(cat {secretFile})"
             """);
        await signals.First;
        return 0;
    }
}
