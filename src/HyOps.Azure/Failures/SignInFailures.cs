using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Identity;
using HyOps.Azure.Requests;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using Microsoft.Identity.Client;

namespace HyOps.Azure.Failures;

/// <summary>
/// Why signing in fails, and what to do. AADSTS codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
/// </summary>
/// <param name="access">Who signs in, where.</param>
/// <param name="attempts">The tries at the sign-in host that came to nothing, where they are counted.</param>
internal sealed partial class SignInFailures(AuthorityAccess access, Attempts? attempts = null)
{
    private AuthoritySettings Settings => access.Settings;

    private string Auth => $"{Settings.Section}.auth of {Settings.Location}";

    public AuthorityException Of(AuthenticationFailedException exception)
    {
        var text = exception.ToString();
        var code = Code().Match(text) is { Success: true } match ? match.Groups[1].Value : "";
        var known = ByCode(code) ?? ByMethod(text);
        if (known is { } reason)
        {
            return new AuthorityException($"cannot sign in to Azure ({Settings.Login.Method}): {reason.What}{(code.Length == 0 ? "" : $" (AADSTS{code})")}", reason.Fix, exception);
        }

        var host = (Settings.Login as EntraLogin)?.AuthorityHost ?? AzureAuthorityHosts.AzurePublicCloud;
        return ConnectionFailures.Of(exception, $"the sign-in host {host}", host, $"{Auth}, authority_host", attempts)
            ?? Down(exception, host)
            ?? new AuthorityException(
                $"cannot sign in to Azure ({Settings.Login.Method}){(code.Length == 0 ? "" : $": AADSTS{code}")}",
                code.Length == 0 ? $"check {Auth}" : $"look it up: https://login.microsoftonline.com/error?code={code}; and check {Auth}", exception);
    }

    // The library tells an answer that says nothing of us by its status alone.
    private AuthorityException? Down(AuthenticationFailedException exception, Uri host) =>
        exception.InnerException is MsalServiceException { StatusCode: 429 or >= 500 } answer
            ? new AuthorityException(
                string.Create(CultureInfo.InvariantCulture, $"the sign-in host {host} does not work: it answers {answer.StatusCode}{attempts}"),
                "run it again in some minutes; see https://status.azure.com (Microsoft Entra)", exception)
            : null;

    public static AuthorityException Missing(AuthorityAccess access, SecretName key) => new(
        $"{access.Settings.Location}: signing in to Azure needs {key}, which the bundle lacks", $"hyops secrets set --env <env> {key}=<value>");

    public static AuthorityException NoCertificate(AuthorityAccess access, SecretName key, Exception cause) => new(
        $"{access.Settings.Location}: {key} does not hold a certificate with its private key", $"store both as PEM, unencrypted, in one value: hyops secrets set --env <env> --from-file {key}=<file.pem>", Scrubbed(cause));

    public static AuthorityException NotRsa(AuthorityAccess access, SecretName key) => new(
        $"{access.Settings.Location}: the certificate in {key} has no RSA key, and Microsoft Entra ID takes no other", $"make one with an RSA key of 2048 bits or more, register it with the application, and store it: hyops secrets set --env <env> --from-file {key}=<file.pem>");

    public static AuthorityException NoTokenFile(AuthorityAccess access) => new(
        $"{access.Settings.Location}: workload identity needs a token file, and neither auth.token_file nor AZURE_FEDERATED_TOKEN_FILE names one",
        "in Kubernetes, label the pod azure.workload.identity/use: \"true\" and annotate its service account; elsewhere write auth.token_file");

    public static AuthorityException TokenFileMissing(AuthorityAccess access, string path) => new(
        $"{access.Settings.Location}: the token file {path} is not there", "in Kubernetes, see that the pod is labelled azure.workload.identity/use: \"true\"; elsewhere correct auth.token_file");

    public static AuthorityException UnknownMethod(AuthorityAccess access) => new(
        $"{access.Settings.Location}: auth.method {access.Settings.Login.Method} is not one of Azure", "use client-secret, client-certificate, workload-identity, managed-identity or azure-cli");

    public static AuthorityException Unfit(AuthorityAccess access, ArgumentException exception) => new(
        $"{access.Settings.Location}: {access.Settings.Section}.auth is unfit: {exception.ParamName ?? "a field"} is not of its form", "write tenant_id and client_id as Microsoft Entra ID shows them (GUIDs; a tenant may be a domain)", Scrubbed(exception));

    // An exception about a secret may quote it.
    private static InvalidOperationException Scrubbed(Exception exception) => new(exception.GetType().Name);

    private (string What, string Fix)? ByCode(string code) => code switch
    {
        "7000215" => ("the client secret is wrong", $"store the secret's value, not its id: hyops secrets set --env <env> {Key}=<value>; a new one: az ad app credential reset --id {Client} --append"),
        "7000222" => ("the client secret has expired", $"make a new one, az ad app credential reset --id {Client} --append, and store it: hyops secrets set --env <env> {Key}=<value>"),
        "90002" or "900023" or "900021" => ($"there is no tenant {Tenant}", $"correct tenant_id in {Auth}: az account show --query tenantId; for another cloud than the public one also authority_host"),
        "700016" or "7000229" => ($"there is no application {Client} in tenant {Tenant}", $"correct client_id or tenant_id in {Auth}: az ad sp show --id {Client}"),
        "700027" => ("the certificate is not registered with the application", $"register it: az ad app credential reset --id {Client} --append --cert @<certificate.pem>"),
        "70021" or "700211" or "700212" or "700213" => (
            "the application does not trust this token's issuer, subject or audience", $"compare them with its federated credentials: az ad app federated-credential list --id {Client}"),
        "700223" or "7000216" => ("the application may not sign in this way", $"use another method in {Auth}"),
        "53003" or "530034" or "50105" => ("a policy of the tenant forbids it", "ask the tenant's administrators: Conditional Access, or assignment required"),
        "70043" or "700082" or "50173" or "700084" or "50078" or "50076" or "50079" => ("the sign-in of the Azure CLI is too old or needs a second factor", $"az login{TenantOption}"),
        "70011" or "500011" or "650057" => ("the vault's cloud and the sign-in host do not fit together", $"check authority_host in {Auth}, and vault_uri"),
        _ => null,
    };

    private (string What, string Fix)? ByMethod(string text) => Settings.Login switch
    {
        AzureCliLogin when Says(text, "Azure CLI not installed") => ("the Azure CLI (az) is not installed, or not on the PATH", $"install it (https://aka.ms/azure-cli), then az login; or choose another method in {Settings.Section}.auth"),
        AzureCliLogin when Says(text, "az login") => ("nobody is signed in to the Azure CLI", $"az login{TenantOption}"),
        AzureCliLogin when Says(text, "timed out") => ("the Azure CLI does not answer", "see whether 'az account get-access-token' ends"),
        ManagedIdentityLogin when Says(text, "Identity not found") => ("this machine does not have that identity", $"assign it (az vm identity assign), or correct client_id in {Auth}"),
        ManagedIdentityLogin when Says(text, "managed identity endpoint", "ManagedIdentityCredential authentication unavailable", "IMDS", "metadata", "SocketException", "TaskCanceledException") => (
            "this machine has no endpoint for managed identities", $"run it on an Azure machine with an identity (az vm identity assign), or choose another method in {Auth}"),
        WorkloadIdentityLogin when Says(text, "FileNotFound", "Could not find") => ("the token file has gone", $"see token_file in {Auth}"),
        _ when Says(text, "not configured to acquire tokens for tenant") => ($"the vault is of another tenant than {Tenant}", $"write the vault's tenant in tenant_id of {Auth}: az keyvault show --name {new Permissions(access).Vault} --query properties.tenantId"),
        _ => null,
    };

    private string Key => Settings.Login.Keys is [var key, ..] ? key.Value : "<KEY>";

    private string Client => Settings.Login switch
    {
        ClientSecretLogin login => login.ClientId,
        ClientCertificateLogin login => login.ClientId,
        WorkloadIdentityLogin login => login.ClientId,
        _ => "<application>",
    };

    private string Tenant => Settings.Login switch
    {
        ClientSecretLogin login => login.TenantId,
        ClientCertificateLogin login => login.TenantId,
        WorkloadIdentityLogin login => login.TenantId,
        AzureCliLogin { TenantId: { } tenant } => tenant,
        _ => "<tenant>",
    };

    private string TenantOption => Settings.Login is AzureCliLogin { TenantId: { } tenant } ? $" --tenant {tenant}" : "";

    private static bool Says(string text, params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"AADSTS(\d+)")]
    private static partial Regex Code();
}
