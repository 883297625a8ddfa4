using HyOps.Core;
using HyOps.Engine.Init;
using HyOps.Engine.Init.Providers;
using HyOps.Testing.Providers;

namespace HyOps.Engine.Tests.Init;

/// <summary>Each provider's API, by its real host names, over TLS: what is accepted, and every refusal with its fix.</summary>
public sealed class ProviderTests
{
    private const string Secret = "provider-secret-of-the-test";
    private static readonly AzureApi Azure = new() { Secret = Secret };

    [Fact]
    public async Task Proxmox_accepts_both_forms_of_its_address()
    {
        await using var world = await ProxmoxAsync(new ProxmoxApi { TokenSecret = Secret });

        var result = await world.RunAsync("proxmox", ProxmoxSettings(world, path: "/api2/json/"));

        Assert.Equal("8.2.4", result.Context["version"]);
        Assert.Equal("/api2/json/nodes/pve/storage", world.Server!.Requests.ElementAt(2).Path);
    }

    [Theory]
    [InlineData("token", ExitCode.SecretsFailed, "does not accept the token hyops@pve!automation: invalid token value!")]
    [InlineData("forbidden", ExitCode.SecretsFailed, "does not permit the token hyops@pve!automation to list nodes: Permission check failed")]
    [InlineData("node", ExitCode.InvalidContract, "there is no node 'pve2'; there is pve")]
    [InlineData("offline", ExitCode.ToolFailed, "the node pve is offline")]
    [InlineData("storage", ExitCode.InvalidContract, "pve shows no storage 'ceph' for storage_pool; it shows local, local-lvm")]
    [InlineData("content", ExitCode.InvalidContract, "the storage local of storage_snippets may not hold snippets, but iso,vztmpl")]
    [InlineData("inactive", ExitCode.ToolFailed, "the storage local-lvm of storage_pool is not active on pve")]
    [InlineData("bridge", ExitCode.InvalidContract, "pve shows no bridge 'vmbr9'; it shows vmbr0")]
    public async Task Proxmox_refusals_are_told_apart(string what, ExitCode code, string message)
    {
        var api = new ProxmoxApi
        {
            TokenSecret = what == "token" ? "another" : Secret,
            Forbidden = what == "forbidden" ? "/nodes" : null,
            Online = what != "offline",
            LocalContent = what == "content" ? "iso,vztmpl" : "iso,snippets",
            LvmActive = what == "inactive" ? 0 : 1,
        };
        await using var world = await ProxmoxAsync(api);
        var settings = ProxmoxSettings(world, node: what == "node" ? "pve2" : "pve", more: what switch { "storage" => ("storage_pool", "ceph"), "bridge" => ("network_bridge", "vmbr9"), _ => ("storage_iso", "local") });

        await RefusesAsync(world, "proxmox", code, message, settings);
    }

    [Fact]
    public async Task Azure_signs_in_and_looks_at_subscription_and_location()
    {
        await using var world = await AzureAsync(Azure);

        var result = await world.RunAsync("azure", AzureSettings());

        Assert.Equal("Drill", result.Context["subscription_name"]);
        Assert.Equal(3, world.Server!.Requests.Count);
    }

    [Theory]
    [InlineData("secret", ExitCode.SecretsFailed, "AADSTS7000215: Invalid client secret provided", "az ad app credential reset --id 22222222-2222-2222-2222-222222222222")]
    [InlineData("expired", ExitCode.SecretsFailed, "AADSTS7000222", "the secret has expired")]
    [InlineData("tenant", ExitCode.SecretsFailed, "AADSTS90002", "az account show --query tenantId")]
    [InlineData("client", ExitCode.SecretsFailed, "AADSTS700016", "unknown in this tenant")]
    [InlineData("wrong-tenant", ExitCode.InvalidContract, "belongs to another tenant", "az account show")]
    [InlineData("forbidden", ExitCode.SecretsFailed, "does not permit 22222222-2222-2222-2222-222222222222 to read the subscription", "az role assignment create")]
    [InlineData("subscription", ExitCode.InvalidContract, "sees no subscription", "az role assignment create")]
    [InlineData("disabled", ExitCode.ToolFailed, "is Disabled", "enable it")]
    [InlineData("location", ExitCode.InvalidContract, "has no location 'mars'", "az account list-locations")]
    [InlineData("throttled", ExitCode.ToolFailed, "answered 429", "wait a minute")]
    public async Task Azure_refusals_are_told_apart(string what, ExitCode code, string message, string fix)
    {
        var api = new AzureApi
        {
            Secret = what == "secret" ? "another" : Secret,
            SignInError = what == "expired" ? "AADSTS7000222: The provided client secret keys are expired." : null,
            Tenant = what == "tenant" ? Guid.Empty.ToString() : Azure.Tenant,
            Client = what == "client" ? Guid.Empty.ToString() : Azure.Client,
            Subscription = what == "subscription" ? Guid.Empty.ToString() : Azure.Subscription,
            State = what == "disabled" ? "Disabled" : "Enabled",
            ManagementError = what switch { "wrong-tenant" => (401, "InvalidAuthenticationTokenTenant"), "forbidden" => (403, "AuthorizationFailed"), "throttled" => (429, "TooManyRequests"), _ => null },
        };
        await using var world = await AzureAsync(api);

        var refusal = await RefusesAsync(world, "azure", code, message, AzureSettings(what == "location" ? "mars" : "westeurope"));

        Assert.Contains(fix, refusal.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Google_takes_a_signed_assertion_and_shows_the_project()
    {
        using var api = new GcpApi();
        await using var world = await GcpAsync(api, api.KeyFile);

        var result = await world.RunAsync("gcp", GcpSettings());

        Assert.Equal(("415104041262", api.Email), (result.Context["project_number"], result.Context["service_account"]));
        Assert.Equal(api.KeyFile, TfvarsReader.Read("x", File.ReadAllText(world.PathsOf("gcp").Credentials)).Single(pair => pair.Key == "credentials_json").Value);
    }

    [Theory]
    [InlineData("key", ExitCode.SecretsFailed, "does not accept the key of hyops@platform-drill.iam.gserviceaccount.com: Invalid JWT Signature")]
    [InlineData("clock", ExitCode.ToolFailed, "the request's time is not accepted: Invalid JWT: Token must be a short-lived token")]
    [InlineData("project", ExitCode.SecretsFailed, "to see the project platform-prod, or there is no such project")]
    [InlineData("api", ExitCode.SecretsFailed, "to use the Resource Manager API of its project platform-drill")]
    [InlineData("deleted", ExitCode.ToolFailed, "the project platform-drill is DELETE_REQUESTED")]
    public async Task Google_refusals_are_told_apart(string what, ExitCode code, string message)
    {
        using var api = new GcpApi
        {
            Clock = what == "clock" ? new LaterClock() : TimeProvider.System,
            State = what == "deleted" ? "DELETE_REQUESTED" : "ACTIVE",
            ManagementError = what == "api" ? (403, "Cloud Resource Manager API has not been used in project 415104041262 before or it is disabled.") : null,
        };
        await using var world = await GcpAsync(api, what == "key" ? api.OtherKeyFile : api.KeyFile);

        await RefusesAsync(world, "gcp", code, message, GcpSettings(what == "project" ? "platform-prod" : "platform-drill"));
    }

    [Theory]
    [InlineData("/home/me/key.json", "is no JSON document")]
    [InlineData("{\"type\": \"authorized_user\"}", "is no key of a service account")]
    [InlineData("{\"type\": \"service_account\", \"client_email\": \"a@b\", \"private_key\": \"x\", \"token_uri\": \"https://evil.example/token\"}", "names another token_uri")]
    [InlineData("{\"type\": \"service_account\", \"client_email\": \"a@b\", \"private_key\": \"x\"}", "no RSA key in PEM")]
    public void A_key_file_that_is_none_is_told_without_showing_it(string text, string problem) =>
        Assert.Contains(problem, ServiceAccountKey.ProblemOf(text), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("session-of-the-test")]
    public async Task Amazon_says_who_a_signed_request_is_from(string? session)
    {
        await using var world = await AwsAsync(new AwsApi { KeyId = "AKIDEXAMPLE", SecretKey = Secret, SessionToken = session });
        world.SetVariable("AWS_SESSION_TOKEN", session ?? "");

        var result = await world.RunAsync("aws", ("aws_region", "eu-central-1"), ("aws_account_id", "123456789012"));

        Assert.Equal("arn:aws:iam::123456789012:user/hyops", result.Context["arn"]);
        Assert.Equal("sts.eu-central-1.amazonaws.com", world.Server!.Requests.Single().Host);
    }

    [Theory]
    [InlineData("id", ExitCode.SecretsFailed, "does not accept the access key: The security token included in the request is invalid")]
    [InlineData("secret", ExitCode.SecretsFailed, "does not accept the access key: The request signature we calculated")]
    [InlineData("clock", ExitCode.ToolFailed, "the request's time is not accepted")]
    [InlineData("expired", ExitCode.SecretsFailed, "does not accept the access key: The security token included in the request is expired")]
    [InlineData("denied", ExitCode.SecretsFailed, "does not permit the access key to ask who it is")]
    [InlineData("account", ExitCode.InvalidContract, "belongs to the account 210987654321, not to 123456789012")]
    public async Task Amazons_refusals_are_told_apart(string what, ExitCode code, string message)
    {
        var api = new AwsApi
        {
            KeyId = what == "id" ? "OTHER" : "AKIDEXAMPLE",
            SecretKey = what == "secret" ? "another" : Secret,
            Account = what == "account" ? "210987654321" : "123456789012",
            Error = what switch
            {
                "clock" => ("SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z"),
                "expired" => ("ExpiredToken", "The security token included in the request is expired"),
                "denied" => ("AccessDenied", "explicit deny in a service control policy"),
                _ => null,
            },
        };
        await using var world = await AwsAsync(api);

        await RefusesAsync(world, "aws", code, message, ("aws_region", "eu-central-1"), ("aws_account_id", "123456789012"));
    }

    [Theory]
    [InlineData("token", ExitCode.SecretsFailed, "does not accept the token: the token you provided is invalid")]
    [InlineData("location", ExitCode.InvalidContract, "there is no location 'mars'; there is fsn1, nbg1")]
    [InlineData("outage", ExitCode.ToolFailed, "api.hetzner.cloud/v1/locations answered 503")]
    [InlineData("page", ExitCode.ToolFailed, "is not what this API answers")]
    public async Task Hetzners_refusals_are_told_apart(string what, ExitCode code, string message)
    {
        var api = new HetznerApi
        {
            Token = what == "token" ? "another" : Secret,
            Instead = what switch { "outage" => new Reply(503, ""), "page" => new Reply(200, "<html>Sign in</html>", "text/html"), _ => null },
        };
        await using var world = await InitWorld.WithAsync(api.Answer, HetznerApi.Host);
        world.SetVariable("HCLOUD_TOKEN", Secret);

        await RefusesAsync(world, "hetzner", code, message, ("location", what == "location" ? "mars" : "fsn1"));
    }

    [Fact]
    public async Task HashiCorp_Vault_takes_a_token_or_an_AppRole_in_its_namespace_and_leaves_no_token_behind()
    {
        var api = new HashiCorpVaultApi { RootToken = Secret, AppRole = ("role-1", "secret-id-of-the-test"), Namespace = "team" };
        await using var world = await VaultAsync(api);

        var token = await world.RunAsync("hashicorp-vault", ("vault_addr", world.Server!.Address.ToString()), ("vault_namespace", "team"));
        var role = await world.RunAsync(new InitOptions
        {
            Target = "hashicorp-vault", Force = true, Settings = InitWorld.Settings(("vault_addr", world.Server.Address.ToString()), ("vault_namespace", "team"), ("role_id", "role-1")),
        });

        Assert.Equal(("token-hyops", "role-1"), (token.Context["token_name"], role.Context["role_id"]));
        Assert.Equal(0, api.LiveTokens);
        Assert.DoesNotContain("vault_token", File.ReadAllText(world.PathsOf("hashicorp-vault").Credentials), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token", ExitCode.SecretsFailed, "does not accept the token: permission denied")]
    [InlineData("role", ExitCode.SecretsFailed, "does not accept the AppRole role-1: invalid role or secret ID")]
    [InlineData("namespace", ExitCode.InvalidContract, "/v1/auth/token/lookup-self is not there")]
    [InlineData("sealed", ExitCode.ToolFailed, "is sealed")]
    [InlineData("standby", ExitCode.ToolFailed, "is a standby")]
    [InlineData("new", ExitCode.ToolFailed, "is not initialised")]
    public async Task HashiCorp_Vaults_refusals_are_told_apart(string what, ExitCode code, string message)
    {
        var api = new HashiCorpVaultApi
        {
            RootToken = what == "token" ? "another" : Secret,
            AppRole = ("role-1", "another"),
            Namespace = what == "namespace" ? "team" : "",
            Health = what switch { "sealed" => 503, "standby" => 429, "new" => 501, _ => 200 },
        };
        await using var world = await VaultAsync(api);

        await RefusesAsync(world, "hashicorp-vault", code, message, [("vault_addr", world.Server!.Address.ToString()), .. what == "role" ? [("role_id", "role-1")] : Array.Empty<(string, string)>()]);
    }

    private static async Task<ProviderException> RefusesAsync(InitWorld world, string target, ExitCode code, string message, params (string Name, string Value)[] settings)
    {
        var refusal = await world.RefusedAsync<ProviderException>(target, settings);

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(code, refusal.ExitCode);
        Assert.DoesNotContain(Secret, refusal.Message + refusal.NextStep, StringComparison.Ordinal);
        Assert.NotNull(refusal.NextStep);
        Assert.Empty(world.Files());
        return refusal;
    }

    private static (string, string)[] ProxmoxSettings(InitWorld world, string path = "", string node = "pve", params (string, string)[] more) =>
        [("proxmox_url", $"https://localhost:{world.Server!.Port}{path}"), ("proxmox_token_id", "hyops@pve!automation"), ("proxmox_node", node), .. more];

    private static (string, string)[] AzureSettings(string location = "westeurope") =>
        [("subscription_id", Azure.Subscription), ("tenant_id", Azure.Tenant), ("client_id", Azure.Client), ("location", location)];

    private static (string, string)[] GcpSettings(string project = "platform-drill") => [("project_id", project), ("region", "europe-west3")];

    private static Task<InitWorld> ProxmoxAsync(ProxmoxApi api) => StartAsync(api.Answer, [("PROXMOX_TOKEN_SECRET", Secret)]);

    private static Task<InitWorld> AzureAsync(AzureApi api) => StartAsync(api.Answer, [("AZURE_CLIENT_SECRET", Secret)], AzureApi.Hosts);

    private static Task<InitWorld> GcpAsync(GcpApi api, string key) => StartAsync(api.Answer, [("GCP_SA_JSON", key)], GcpApi.Hosts);

    private static Task<InitWorld> AwsAsync(AwsApi api) => StartAsync(api.Answer, [("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", Secret)], ["sts.eu-central-1.amazonaws.com"]);

    private static Task<InitWorld> VaultAsync(HashiCorpVaultApi api) => StartAsync(api.Answer, [("VAULT_TOKEN", Secret), ("VAULT_SECRET_ID", "secret-id-of-the-test")]);

    private static async Task<InitWorld> StartAsync(Func<SeenRequest, Reply> answer, (string Name, string Value)[] variables, params IEnumerable<string> names)
    {
        var world = await InitWorld.WithAsync(answer, names);
        foreach (var (name, value) in variables)
        {
            world.SetVariable(name, value);
        }

        return world;
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(2);
    }
}
