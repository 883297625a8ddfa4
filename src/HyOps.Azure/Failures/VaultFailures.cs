using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;
using HyOps.Azure.Requests;
using HyOps.Core.Authorities;

namespace HyOps.Azure.Failures;

/// <summary>What stops the use of the vault, or one change of it: the words and the fix.</summary>
/// <param name="access">Which vault, and who asks.</param>
/// <param name="pipeline">Knows what became of the requests so far.</param>
internal sealed partial class VaultFailures(AuthorityAccess access, VaultPipeline pipeline)
{
    /// <summary>How far clocks may be apart: tokens allow five minutes.</summary>
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromMinutes(5);

    private const string ClockFix = "set this machine's clock: timedatectl set-ntp true (look at it with 'date -u')";

    private readonly Permissions permissions = new(access);
    private readonly SignInFailures signIn = new(access, pipeline.SignInAttempts);

    private string Place => $"Azure Key Vault {access.Settings.VaultUri}";

    private string Source => $"secrets.authority.vault_uri of {access.Settings.Location}";

    /// <summary>Does something of which the vault's refusal is told in our words.</summary>
    public async Task<T> GuardAsync<T>(VaultAction action, string name, Func<Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (Exception exception) when (Of(exception, action, name, cancellationToken) is { } known)
        {
            throw known;
        }
    }

    /// <summary>Null where it is somebody else's business: a cancellation, or an error of ours.</summary>
    public AuthorityException? Of(Exception exception, VaultAction action, string name, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        AuthorityException => null,
        AuthenticationFailedException failed => ClockFailure(exception) ?? signIn.Of(failed),
        RequestFailedException { Status: > 0 } failure => Answered(failure, action, name),
        InvalidOperationException when exception.Message.Contains("challenge resource", StringComparison.OrdinalIgnoreCase) => new AuthorityException(
            $"{Place} asks for a token of another domain: it is not the vault that its address says",
            $"check {Source}: a vault's host ends in .vault.azure.net (or the suffix of its cloud); only an environment of tier local may set disable_challenge_resource_verification", exception),
        _ => ConnectionFailures.Of(exception, Place, access.Settings.VaultUri, Source, pipeline.Attempts),
    };

    private AuthorityException Answered(RequestFailedException failure, VaultAction action, string name)
    {
        var error = VaultError.Of(failure);
        var (what, fix) = (failure.Status, error.Inner) switch
        {
            (401, _) => Refused(error),
            (403, "ForbiddenByFirewall") => ($"{Place} lets this machine's address not in{Address(error)}", $"allow it: az keyvault network-rule add --name {permissions.Vault} --ip-address <address>; or run from its network"),
            (403, "ForbiddenByConnection") => ($"{Place} is closed to the public network", "run from the network of its private endpoint (runner-local)"),
            (403, "ForbiddenByRbac") => ($"{Doing(action, name)}: no role assignment allows it (role \"{Permissions.Role(action)}\")", permissions.RoleFix(action)),
            (403, "AccessDenied" or "ForbiddenByPolicy") => ($"{Doing(action, name)}: no access policy allows it (secret permission {action.ToString().ToLowerInvariant()})", permissions.PolicyFix(action)),
            (403, _) => ($"{Doing(action, name)}: it is forbidden (403 {error.Code})", permissions.RoleFix(action)),
            (404, _) => ($"{Doing(action, name)}: it is not there", $"see what is there: az keyvault secret list-versions --vault-name {permissions.Vault} --name {Bare(name)}"),
            (409, "ObjectIsDeletedButRecoverable") => (
                $"{Doing(action, name)}: a deleted secret still holds that name", $"recover it, then run it again: az keyvault secret recover --vault-name {permissions.Vault} --name {Bare(name)}; a recovered vault may have lost its role assignments"),
            (409, _) => ($"{Doing(action, name)}: the vault is deleting or recovering it", "wait a minute, and run it again"),
            (429, _) => ($"{Doing(action, name)}: the vault gets too many requests (429){pipeline.Attempts}", $"wait some minutes and run it again; see who else asks {permissions.Vault} so much (metric ServiceApiHit), and lower secrets.authority.parallelism ({access.Settings.Parallelism})"),
            _ => ($"{Doing(action, name)}: the vault answered {string.Create(CultureInfo.InvariantCulture, $"{failure.Status} {error.Code}").TrimEnd()}{pipeline.Attempts}", "run it again; if it stays so, see https://status.azure.com and the vault's 'Resource health'"),
        };
        return new AuthorityException(what, fix, failure);
    }

    private (string What, string Fix) Refused(VaultError error) =>
        Apart() is { } apart ? ($"{Place} refuses our token, and {apart}", ClockFix)
        : error.Message.Contains("AKV10032", StringComparison.Ordinal) ? ($"{Place} refuses our token: it is of another tenant than the vault", $"write the vault's tenant in secrets.authority.auth.tenant_id of {access.Settings.Location}: az keyvault show --name {permissions.Vault} --query properties.tenantId")
        : ($"{Place} refuses our token (401)", "sign in anew and run it again; if it stays so, check secrets.authority.auth: tenant, and the cloud that authority_host belongs to");

    // A signed assertion that is out of time is a matter of clocks, whatever they say.
    private AuthorityException? ClockFailure(Exception exception) =>
        exception.ToString().Contains("AADSTS700024", StringComparison.Ordinal)
            ? new AuthorityException($"cannot sign in to Azure: what this machine signed is out of its time (AADSTS700024); {Apart() ?? "its clock is wrong"}", ClockFix, exception)
            : null;

    private string? Apart() => pipeline.Contact.Skew.Duration() <= ToleratedSkew ? null
        : string.Create(CultureInfo.InvariantCulture, $"this machine's clock is {pipeline.Contact.Skew.Duration().TotalMinutes:0} min {(pipeline.Contact.Skew > TimeSpan.Zero ? "behind" : "ahead of")} the vault's");

    private string Doing(VaultAction action, string name) => action switch
    {
        VaultAction.Get => $"{name} cannot be read from {Place}",
        VaultAction.List => $"the versions of {name} cannot be listed in {Place}",
        VaultAction.Set => $"{name} cannot be written to {Place}",
        _ => $"{name} cannot be changed in {Place}",
    };

    private static string Bare(string name) => name.Split('@')[0];

    private static string Address(VaultError error) => ClientAddress().Match(error.Message) is { Success: true } match ? $" ({match.Groups[1].Value})" : "";

    [GeneratedRegex(@"Client address: ([0-9a-fA-F.:]+)")]
    private static partial Regex ClientAddress();
}
