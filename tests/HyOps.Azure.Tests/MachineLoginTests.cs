using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Testing;

namespace HyOps.Azure.Tests;

/// <summary>Logins that the SDK finds through the process's own environment: the Azure CLI on its PATH, and the machine's endpoint.</summary>
[Collection(nameof(MachineLoginTests))]
[CollectionDefinition(nameof(MachineLoginTests), DisableParallelization = true)]
public sealed class MachineLoginTests : IDisposable
{
    private const string Path = "PATH";
    private const string IdentityEndpoint = "AZURE_POD_IDENTITY_AUTHORITY_HOST";
    private readonly TempFolder folder = new("az");
    private readonly string? path = Environment.GetEnvironmentVariable(Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_signed_in_to_the_azure_cli_reads()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(3);
        var file = folder.Write("token.json", $$"""{"accessToken":"{{vault.Server.Directory.GiveToken()}}","expires_on":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}}""");
        Az($"cat '{file}'");
        await using var authority = vault.Open(settings => settings with { Login = new AzureCliLogin(null) });

        var reading = await authority.ReadAsync(references, Token);

        Assert.Equal(3, reading.Found.Length);
    }

    [Fact]
    public async Task Nobody_signed_in_to_the_azure_cli_is_told()
    {
        Az("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");

        await FailsAsync(new AzureCliLogin(null), "nobody is signed in to the Azure CLI", "az login");
    }

    [Fact]
    public async Task A_missing_azure_cli_is_told()
    {
        Environment.SetEnvironmentVariable(Path, folder.FullPath);

        await FailsAsync(new AzureCliLogin(null), "the Azure CLI (az) is not installed, or not on the PATH", "https://aka.ms/azure-cli");
    }

    [Fact]
    public async Task A_machine_without_an_identity_is_told()
    {
        Environment.SetEnvironmentVariable(IdentityEndpoint, "http://127.0.0.1:1");

        await FailsAsync(new ManagedIdentityLogin(null), "this machine has no endpoint for managed identities", "az vm identity assign");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Path, path);
        Environment.SetEnvironmentVariable(IdentityEndpoint, null);
        folder.Dispose();
    }

    private static async Task FailsAsync(AuthorityLogin login, string message, string fix)
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(3);
        await using var authority = vault.Open(settings => settings with { Login = login });

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => authority.ReadAsync(references, Token));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fix, failure.NextStep, StringComparison.Ordinal);
        Assert.Empty(vault.Server.Requests.ForSecrets);
    }

    private void Az(string body)
    {
        folder.WriteScript("az", body);
        Environment.SetEnvironmentVariable(Path, $"{folder.FullPath}:{path}");
    }
}
