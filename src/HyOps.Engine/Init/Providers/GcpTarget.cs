using System.Collections.Immutable;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// Google Cloud with a service account's key. Asked: a token, and the project.
/// The API: https://cloud.google.com/resource-manager/reference/rest/v1/projects/get.
/// </summary>
internal sealed class GcpTarget : IInitTarget
{
    private const string Project = "project_id";
    private const string Region = "region";
    private const string Zone = "zone";
    private const string Credentials = "credentials_json";
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <inheritdoc/>
    public string Name => "gcp";

    /// <inheritdoc/>
    public string Title => "Google Cloud";

    /// <inheritdoc/>
    public ImmutableArray<TargetField> Fields { get; } =
    [
        new(Project, "the project's id (gcloud config get project)") { Example = "platform-drill", Check = FieldForms.GcpProject, Variables = ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT"] },
        new(Region, "the region that resources are made in") { Example = "europe-west3", Check = FieldForms.Place, Variables = ["GOOGLE_REGION"] },
        new(Zone, "the zone within the region") { Required = false, Example = "europe-west3-a", Check = FieldForms.Place, Variables = ["GOOGLE_ZONE"] },
        new(Credentials, "the JSON key of a service account, whole")
        {
            Keys = ["GCP_SA_JSON", "GOOGLE_CREDENTIALS"], IsDocument = true, Check = ServiceAccountKey.ProblemOf, Variables = ["GOOGLE_CREDENTIALS", "GCP_SERVICE_ACCOUNT_CONTENTS"],
        },
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var key = ServiceAccountKey.From(values.Secret(Credentials));
        var token = await SignInAsync(key, connection, cancellationToken).ConfigureAwait(false);
        var answer = await connection.GetAsync(new Uri($"https://cloudresourcemanager.googleapis.com/v1/projects/{Uri.EscapeDataString(values[Project])}"), "Bearer", token, cancellationToken).ConfigureAwait(false);
        var project = Judge(values, key, connection, answer);
        return project.Text("lifecycleState") is { } state and not "ACTIVE"
            ? throw ProviderException.NotNow(Title, $"the project {values[Project]} is {state}", $"restore it: gcloud projects undelete {values[Project]}; or name another one")
            : new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Project] = project.Require("projectId"),
                ["project_number"] = project.Text("projectNumber") ?? "",
                ["service_account"] = key.Email,
                [Region] = values[Region],
            };
    }

    private async Task<string> SignInAsync(ServiceAccountKey key, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var assertion = connection.Secret(key.Assert(Scope, connection.Now));
        var answer = await connection.PostFormAsync(new Uri(ServiceAccountKey.TokenAddress), [new("grant_type", GrantType), new("assertion", assertion)], cancellationToken).ConfigureAwait(false);
        if (answer.IsOk)
        {
            return connection.Secret(answer.Require("access_token"));
        }

        var said = connection.Said(answer.Text("error_description") ?? answer.Text("error"));
        throw answer.Status switch
        {
            400 or 401 when said.Contains("short-lived", StringComparison.Ordinal) || said.Contains("reasonable timeframe", StringComparison.Ordinal) =>
                ProviderException.NotNow(Title, $"the request's time is not accepted: {said}", "set the clock (timedatectl says how it is kept)"),
            400 or 401 => ProviderException.Rejected(Title, $"the key of {key.Email}", said, $"the key may be deleted or disabled: gcloud iam service-accounts keys list --iam-account {key.Email}"),
            _ => ProviderException.Unexpected(Title, answer.Address, answer.Status, said),
        };
    }

    private ProviderAnswer Judge(TargetValues values, ServiceAccountKey key, ProviderConnection connection, ProviderAnswer answer)
    {
        var said = connection.Said(answer.Text("error", "message"));
        return answer.Status switch
        {
            200 => answer,
            401 => throw ProviderException.Rejected(Title, $"the token of {key.Email}", said, "check that this machine's clock is right (timedatectl), then run again"),
            403 when said.Contains("has not been used", StringComparison.Ordinal) || said.Contains("is disabled", StringComparison.Ordinal) =>
                throw ProviderException.Denied(Title, $"{key.Email} to use the Resource Manager API of its project {key.Project}", said, $"enable it: gcloud services enable cloudresourcemanager.googleapis.com --project {key.Project}"),
            403 or 404 => throw ProviderException.Denied(Title, $"{key.Email} to see the project {values[Project]}, or there is no such project", said, $"correct project_id, or give the account a role there: gcloud projects add-iam-policy-binding {values[Project]} --member serviceAccount:{key.Email} --role roles/viewer"),
            _ => throw ProviderException.Unexpected(Title, answer.Address, answer.Status, said),
        };
    }
}
