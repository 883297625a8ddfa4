namespace HyOps.Testing.Providers;

/// <summary>Entra ID's token endpoint and the part of Azure Resource Manager that <c>init</c> asks.</summary>
public sealed class AzureApi
{
    private const string Token = "access-token-of-the-test-principal";

    /// <summary>The host names that it stands for.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["login.microsoftonline.com", "management.azure.com"];

    /// <summary>The tenant.</summary>
    public string Tenant { get; set; } = "11111111-1111-1111-1111-111111111111";

    /// <summary>The service principal.</summary>
    public string Client { get; set; } = "22222222-2222-2222-2222-222222222222";

    /// <summary>The subscription.</summary>
    public string Subscription { get; set; } = "33333333-3333-3333-3333-333333333333";

    /// <summary>The client secret.</summary>
    public required string Secret { get; set; }

    /// <summary>The subscription's state.</summary>
    public string State { get; set; } = "Enabled";

    /// <summary>What is said to a sign-in, instead of a token: the start of Entra ID's own words.</summary>
    public string? SignInError { get; set; }

    /// <summary>What Resource Manager says instead: status and code.</summary>
    public (int Status, string Code)? ManagementError { get; set; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request) => request.Host switch
    {
        "login.microsoftonline.com" => SignIn(request),
        "management.azure.com" => Manage(request),
        _ => new Reply(404, ""),
    };

    private Reply SignIn(SeenRequest request)
    {
        var error = request.Path != $"/{Tenant}/oauth2/v2.0/token" ? "AADSTS90002: Tenant not found."
            : request.Form("client_id") != Client ? $"AADSTS700016: Application with identifier '{request.Form("client_id")}' was not found in the directory."
            : request.Form("client_secret") != Secret ? "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value."
            : SignInError;
        return request is not { Method: "POST" } || request.Form("grant_type") != "client_credentials" || request.Form("scope") != "https://management.azure.com/.default" ? new Reply(400, "")
            : error is null ? Reply.Json(200, new { token_type = "Bearer", expires_in = 3599, access_token = Token })
            : Reply.Json(error.StartsWith("AADSTS90002", StringComparison.Ordinal) ? 400 : 401, new { error = "invalid_client", error_description = error + "\r\nTrace ID: 0\r\nTimestamp: now" });
    }

    private Reply Manage(SeenRequest request)
    {
        if (request.Header("authorization") != $"Bearer {Token}" || request.Query != "?api-version=2022-12-01")
        {
            return Error(401, "AuthenticationFailed", "Authentication failed.");
        }

        return ManagementError is { } error ? Error(error.Status, error.Code, "As the test says.")
            : request.Path == $"/subscriptions/{Subscription}" ? Reply.Json(200, new { subscriptionId = Subscription, displayName = "Drill", state = State, tenantId = Tenant })
            : request.Path == $"/subscriptions/{Subscription}/locations" ? Reply.Json(200, new { value = new[] { new { name = "westeurope" }, new { name = "germanywestcentral" } } })
            : Error(404, "SubscriptionNotFound", "The subscription could not be found.");
    }

    private static Reply Error(int status, string code, string message) => Reply.Json(status, new { error = new { code, message } });
}
