using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Testing;
using HyOps.Testing.KeyVault;

namespace HyOps.Azure.Tests;

/// <summary>Logins that the SDK finds on the machine: the Azure CLI on the process's PATH, and the endpoint of a machine's identities.</summary>
[Collection(nameof(MachineLoginTests))]
[CollectionDefinition(nameof(MachineLoginTests), DisableParallelization = true)]
public sealed class MachineLoginTests : IDisposable
{
    private const string Path = "PATH";

    // The SDK keeps an identity's token for the whole process: one of another test would still be good here.
    private const string Unmet = "4d3a2b1c-0000-4000-8000-00000000c004";
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
    public async Task A_machine_without_an_endpoint_for_identities_is_told()
    {
        await using var vault = await Vault.StartAsync();
        var machine = await MachineIdentityServer.StartAsync(vault.Server, Token);
        await machine.DisposeAsync();

        await FailsAsync(vault, OnMachine(vault, machine, Unmet), "this machine has no endpoint for managed identities", "az vm identity assign");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("3d3a2b1c-0000-4000-8000-00000000c003")]
    public async Task A_machines_identity_reads(string? clientId)
    {
        await using var vault = await Vault.StartAsync();
        await using var machine = await MachineIdentityServer.StartAsync(vault.Server, Token);
        machine.HasSystemAssigned = clientId is null;
        machine.UserAssigned.UnionWith(clientId is null ? [] : [clientId]);
        var references = vault.Fill(5);
        await using var authority = OnMachine(vault, machine, clientId);

        var reading = await authority.ReadAsync(references, Token);

        Assert.Equal(references.Select(reference => $"value of {reference.Name}"), reading.Found.Select(found => found.Value.Reveal()));
        var asked = Assert.Single(machine.Requests.All);
        Assert.Equal((200, "true"), (asked.Status, asked.Headers["Metadata"]));
        Assert.DoesNotContain(vault.Server.Directory.Tokens.Single(), vault.Masker.Mask($"the token {vault.Server.Directory.Tokens.Single()} in a log"), StringComparison.Ordinal);
        Assert.DoesNotContain(vault.Server.Requests.All, request => request.Path.Contains("oauth2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_identity_that_the_machine_does_not_have_is_told()
    {
        await using var vault = await Vault.StartAsync();
        await using var machine = await MachineIdentityServer.StartAsync(vault.Server, Token);

        await FailsAsync(vault, OnMachine(vault, machine, Unmet), "this machine does not have that identity", "az vm identity assign");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Path, path);
        folder.Dispose();
    }

    private static ISecretAuthority OnMachine(Vault vault, MachineIdentityServer machine, string? clientId) =>
        new AzureKeyVaultProvider().Open(vault.Access(settings => settings with { Login = new ManagedIdentityLogin(clientId) }) with { Connections = machine.Connect });

    private static async Task FailsAsync(AuthorityLogin login, string message, string fix)
    {
        await using var vault = await Vault.StartAsync();
        await FailsAsync(vault, vault.Open(settings => settings with { Login = login }), message, fix);
    }

    private static async Task FailsAsync(Vault vault, ISecretAuthority opened, string message, string fix)
    {
        var references = vault.Fill(3);
        await using var authority = opened;

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
