using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Testing;
using HyOps.Testing.Providers;

namespace HyOps.Azure.Tests;

/// <summary>The lease of a blob, through the real sign-in, against a storage service on loopback.</summary>
public sealed class BlobLeaseTests : IAsyncLifetime
{
    private const string ClientSecret = "storage-secret-5d9c1e";
    private static readonly SecretName Key = SecretName.Parse("LEASE_SECRET");

    private readonly BlobLeaseApi api = new(ClientSecret);
    private readonly TestWorld world = new();
    private LoopbackServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await LoopbackServer.StartAsync(api.Answer, Trust.Authority, BlobLeaseApi.Names);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        world.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task One_run_has_it_another_is_told_who_and_the_next_has_a_greater_number()
    {
        var lease = await TakeAsync("runner-a");
        await lease.RenewAsync(Token);

        var refused = await Assert.ThrowsAsync<LeaseHeldException>(() => TakeAsync("runner-b"));

        Assert.Contains("run bootstrap-runner-a of ops on runner-a (process 42), since 20", refused.Message, StringComparison.Ordinal);
        Assert.Contains("within 60 s", refused.Message, StringComparison.Ordinal);
        Assert.Contains("runner-a", await HolderAsync(), StringComparison.Ordinal);
        await lease.DisposeAsync();
        Assert.Null(await HolderAsync());
        await using var next = await TakeAsync("runner-b");
        Assert.Equal((1, 2), (lease.Fence, next.Fence));
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_ran_out_comes_back_unless_somebody_took_it()
    {
        await using var lease = await TakeAsync("runner-a");
        api.LetTimePass();
        await lease.RenewAsync(Token);
        api.LetTimePass();
        await using var other = await TakeAsync("runner-b");

        var lost = await Assert.ThrowsAsync<LeaseLostException>(() => lease.RenewAsync(Token));

        Assert.Contains("it went to run bootstrap-runner-b", lost.Message, StringComparison.Ordinal);
        await other.RenewAsync(Token);
    }

    [Fact(Timeout = 60_000)]
    public async Task Asking_makes_no_blob()
    {
        Assert.Null(await HolderAsync());

        Assert.DoesNotContain(server.Requests, request => request.Method == "PUT");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_container_is_told_with_its_command()
    {
        api.HasContainer = false;

        await SaysAsync("the container is not there", "az storage container create --auth-mode login --name leases --account-name acct");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_role_is_named()
    {
        api.Allows = false;

        await SaysAsync("it is forbidden", "Storage Blob Data Contributor");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wrong_client_secret_names_the_key_and_the_lease() =>
        await SaysAsync("the client secret is wrong", "LEASE_SECRET", "another-secret-77");

    [Fact(Timeout = 60_000)]
    public async Task A_service_out_of_reach_is_told_soon()
    {
        await server.DisposeAsync();

        await SaysAsync("cannot be reached", "login.microsoftonline.com");
    }

    private async Task SaysAsync(string what, string fix, string clientSecret = ClientSecret)
    {
        var refused = await Assert.ThrowsAsync<LeaseException>(() => TakeAsync("runner-a", clientSecret));

        Assert.Equal(ExitCode.ToolFailed, refused.ExitCode);
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains(fix, refused.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain(clientSecret, refused.ToString(), StringComparison.Ordinal);
    }

    private Task<ISharedLease> TakeAsync(string name, string clientSecret = ClientSecret) => new AzureBlobLeaseProvider().TakeAsync(Access(name, clientSecret), Token);

    private Task<string?> HolderAsync() => new AzureBlobLeaseProvider().HolderOfAsync(Access("somebody", ClientSecret), Token);

    private LeaseAccess Access(string name, string clientSecret) => new()
    {
        Settings = new AzureBlobLeaseSettings
        {
            ContainerUri = new Uri("https://acct.blob.core.windows.net/leases"),
            Login = new ClientSecretLogin("11111111-2222-3333-4444-555555555555", "99999999-8888-7777-6666-555555555555", Key) { DisableInstanceDiscovery = true },
            Location = new SourceLocation("environment.yml", 7, 3),
        },
        Environment = EnvironmentName.Parse("lab"),
        Holder = new LeaseHolder($"bootstrap-{name}", "ops", name, 42),
        ProjectRoot = world.Folder.FullPath,
        Credentials = SecretBundle.From([KeyValuePair.Create(Key, SecretValue.From(clientSecret))]),
        World = world.Surroundings(),
        Masker = new Masker(),
        Connections = server.Connect,
        Report = static _ => { },
    };
}
