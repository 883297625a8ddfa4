using HyOps.Testing.KeyVault;
using HyOps.Testing.Tls;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// local-akv in the hands of somebody with a vault of their own: bootstrapped, which seeds the vault; a secret rotated in the vault; two
/// steady states after it; and another secret rotated by us. All by the real command, the real SDK and the real tools.
/// </summary>
public sealed class Vaulted : IAsyncLifetime
{
    internal const string Rotated = "Rotated-In-The-Vault-0123456789";
    private readonly TestCertificateAuthority authority = new();
    private System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = null!;
    private VaultProject project = null!;

    internal Operator Somebody { get; private set; } = null!;

    internal KeyVaultServer Vault { get; private set; } = null!;

    internal Ended Bootstrap { get; private set; } = null!;

    internal Ended First { get; private set; } = null!;

    internal Ended Second { get; private set; } = null!;

    /// <summary>The rotation of APP_API_TOKEN, after both.</summary>
    internal Ended Rotation { get; private set; } = null!;

    /// <summary>The value that the bootstrap made and put into both.</summary>
    internal string OfTheBundle { get; private set; } = "";

    /// <summary>What the tools and programs of all runs left in their temporary directory.</summary>
    internal string Temporary { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        certificate = authority.Issue();
        Vault = await KeyVaultServer.StartAsync(new KeyVaultServerOptions { Certificate = certificate }, TestContext.Current.CancellationToken);
        project = new VaultProject(Vault.Address.Port);
        Somebody = new Operator(project.FullPath);
        Temporary = Somebody.Folder.CreateFolder("tmp");
        Somebody.Variables["TMPDIR"] = Temporary;
        Somebody.Variables["SSL_CERT_FILE"] = Somebody.Folder.Write("ca.pem", authority.Pem);
        Bootstrap = await SignInAsync(Vault.Options.ClientSecret) is { ExitCode: 0 } ? await RunAsync("bootstrap") : throw new InvalidOperationException("no client secret");
        OfTheBundle = Vault.Secrets.Find("app-db-password")?.Value ?? "";
        Vault.Secrets.Set("app-db-password", Rotated);
        First = await RunAsync("steady-state");
        Second = await RunAsync("steady-state");
        Rotation = await Somebody.HyopsAsync("secrets", "rotate", "APP_API_TOKEN", "--env", VaultProject.Environment, "--project", project.FullPath);
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        certificate.Dispose();
        authority.Dispose();
        Somebody.Dispose();
        project.Dispose();
    }

    /// <summary>Puts a client secret into the bundle.</summary>
    internal async Task<Ended> SignInAsync(string secret)
    {
        Somebody.Variables["AZURE_CLIENT_SECRET"] = secret;
        var ended = await Somebody.HyopsAsync("secrets", "set", "--env", VaultProject.Environment, "--project", project.FullPath, "--from-env", "AZURE_CLIENT_SECRET");
        Somebody.Variables.Remove("AZURE_CLIENT_SECRET");
        return ended;
    }

    internal Task<Ended> RunAsync(string phase, params string[] more) =>
        Somebody.HyopsAsync(["run", phase, "--env", VaultProject.Environment, "--no-install", "--project", project.FullPath, .. more]);
}
