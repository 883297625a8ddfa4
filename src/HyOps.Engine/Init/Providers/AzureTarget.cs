using System.Collections.Immutable;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// Azure with a service principal and its client secret. Asked: a token (OAuth 2.0 client credentials), the subscription and its locations.
/// The protocols: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and
/// https://learn.microsoft.com/rest/api/resources/subscriptions/get.
/// </summary>
internal sealed class AzureTarget : IInitTarget
{
    private const string Subscription = "subscription_id";
    private const string Tenant = "tenant_id";
    private const string Client = "client_id";
    private const string Secret = "client_secret";
    private const string Location = "location";
    private const string Version = "api-version=2022-12-01";

    // The number at the start of what Entra ID says (https://learn.microsoft.com/entra/identity-platform/reference-error-codes), with the fix.
    private static readonly (string Code, string Fix)[] SignInFixes =
    [
        ("AADSTS7000215", "client_secret must be the secret's value, not its id: make a new one: az ad app credential reset --id CLIENT_ID --append"),
        ("AADSTS7000222", "the secret has expired: az ad app credential reset --id CLIENT_ID --append"),
        ("AADSTS700016", "client_id is unknown in this tenant: az ad sp show --id CLIENT_ID shows its tenant"),
        ("AADSTS90002", "tenant_id is unknown: az account show --query tenantId"),
        ("AADSTS900023", "tenant_id is unknown: az account show --query tenantId"),
        ("AADSTS7000112", "the application is disabled: enable it under Enterprise applications"),
        ("AADSTS53003", "a Conditional Access policy blocks the sign-in: allow this principal from this network"),
    ];

    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public string Title => "Azure";

    /// <inheritdoc/>
    public ImmutableArray<TargetField> Fields { get; } =
    [
        new(Subscription, "the subscription's id (az account show --query id)") { Check = FieldForms.Guid, Variables = ["ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"] },
        new(Tenant, "the tenant's id (az account show --query tenantId)") { Check = FieldForms.Guid, Variables = ["ARM_TENANT_ID", "AZURE_TENANT", "AZURE_TENANT_ID"] },
        new(Client, "the service principal's application id") { Check = FieldForms.Guid, Variables = ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"] },
        new(Secret, "a client secret of the service principal") { Keys = ["AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET"], Check = FieldForms.Token, Variables = ["ARM_CLIENT_SECRET", "AZURE_SECRET", "AZURE_CLIENT_SECRET"] },
        new(Location, "the region that resources are made in") { Example = "westeurope", Check = FieldForms.Place, Variables = ["AZURE_LOCATION"] },
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var token = await SignInAsync(values, connection, cancellationToken).ConfigureAwait(false);
        var address = $"https://management.azure.com/subscriptions/{values[Subscription]}";
        var subscription = Judge(values, connection, await connection.GetAsync(new Uri($"{address}?{Version}"), "Bearer", token, cancellationToken).ConfigureAwait(false));
        RequireEnabled(values, subscription);
        var locations = Judge(values, connection, await connection.GetAsync(new Uri($"{address}/locations?{Version}"), "Bearer", token, cancellationToken).ConfigureAwait(false));
        RequireLocation(values, locations);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Subscription] = values[Subscription],
            ["subscription_name"] = subscription.Text("displayName") ?? "",
            [Tenant] = values[Tenant],
            [Client] = values[Client],
            [Location] = values[Location],
        };
    }

    private async Task<string> SignInAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var answer = await connection.PostFormAsync(
            new Uri($"https://login.microsoftonline.com/{values[Tenant]}/oauth2/v2.0/token"),
            [
                new("grant_type", "client_credentials"),
                new("client_id", values[Client]),
                new("client_secret", values.Secret(Secret).Reveal()),
                new("scope", "https://management.azure.com/.default"),
            ],
            cancellationToken).ConfigureAwait(false);
        if (answer.IsOk)
        {
            return connection.Secret(answer.Require("access_token"));
        }

        var said = connection.Said(answer.Text("error_description"));
        throw answer.Status is 400 or 401
            ? ProviderException.Rejected(Title, $"the client secret of {values[Client]} in tenant {values[Tenant]}", said, FixOf(said).Replace("CLIENT_ID", values[Client], StringComparison.Ordinal))
            : ProviderException.Unexpected(Title, answer.Address, answer.Status, said);
    }

    private static string FixOf(string said) =>
        SignInFixes.FirstOrDefault(known => said.StartsWith(known.Code, StringComparison.Ordinal)).Fix ?? "check tenant_id, client_id and client_secret: az ad sp show --id CLIENT_ID";

    private ProviderAnswer Judge(TargetValues values, ProviderConnection connection, ProviderAnswer answer)
    {
        var said = connection.Said(answer.Text("error", "message"));
        return (answer.Status, answer.Text("error", "code")) switch
        {
            (200, _) => answer,
            (401, "InvalidAuthenticationTokenTenant") => throw ProviderException.Wrong(Title, $"the subscription {values[Subscription]} belongs to another tenant than {values[Tenant]}: {said}", "take both from one place: az account show --query '[id, tenantId]'"),
            (401, _) => throw ProviderException.Rejected(Title, $"the token of {values[Client]}", said, "check that this machine's clock is right (timedatectl), then run again"),
            (403, _) => throw ProviderException.Denied(Title, $"{values[Client]} to read the subscription {values[Subscription]}", said, $"give it a role there: az role assignment create --assignee {values[Client]} --role Contributor --scope /subscriptions/{values[Subscription]}"),
            (404, _) => throw ProviderException.Wrong(Title, $"{values[Client]} sees no subscription {values[Subscription]}", $"correct subscription_id, or give the principal a role there: az role assignment create --assignee {values[Client]} --role Contributor --scope /subscriptions/{values[Subscription]}"),
            _ => throw ProviderException.Unexpected(Title, answer.Address, answer.Status, said),
        };
    }

    private void RequireEnabled(TargetValues values, ProviderAnswer subscription)
    {
        if (!string.Equals(subscription.Require("subscriptionId"), values[Subscription], StringComparison.OrdinalIgnoreCase))
        {
            throw ProviderException.NotUnderstood(Title, subscription.Address);
        }

        if (subscription.Text("state") is { } state and not "Enabled")
        {
            throw ProviderException.NotNow(Title, $"the subscription {values[Subscription]} is {state}", "enable it in the portal (Subscriptions), or name another one");
        }
    }

    private void RequireLocation(TargetValues values, ProviderAnswer answer)
    {
        if (answer.Items("value").All(place => place["name"]?.ToString() != values[Location]))
        {
            throw ProviderException.Wrong(Title, $"the subscription {values[Subscription]} has no location '{values[Location]}'", "correct location in the config: az account list-locations --query '[].name'");
        }
    }
}
