using HyOps.Testing.KeyVault;
using HyOps.Testing.Sops;
using HyOps.Testing.Tls;

namespace HyOps.Readme.Tests;

/// <summary>
/// An environment <c>drill</c> with a Key Vault on loopback, a break-glass file and a workstation's password store; gpg, pass, age and Terraform are
/// the real ones. DB_PASSWORD is in the vault, SITE_TOKEN in the break-glass file, LOCAL_TOKEN nowhere but in the bundle.
/// </summary>
internal sealed class VaultedWorld : IAsyncDisposable
{
    /// <summary>Fills the bundle under the password of ~/safe/vault-password, and makes the break-glass file of it.</summary>
    public const string Prepare = """
        export HYOPS_ENV=drill HYOPS_VAULT_PASSWORD_FILE=~/safe/vault-password
        hyops secrets set AZURE_CLIENT_SECRET=- < ~/safe/azure-client-secret || exit 95
        printf 'SITE_TOKEN=canary-of-the-site-1\nLOCAL_TOKEN=canary-of-the-locals-2\n' | hyops secrets set - || exit 96
        hyops breakglass create --age "$(age-keygen -y ~/safe/keys.txt)" || exit 97
        """;

    private const string Spec = """
        api_version: hybridops/v1
        kind: ModuleSpec
        module_ref: "core/test/app"
        inputs:
          defaults: { required_env: [DB_PASSWORD, SITE_TOKEN, LOCAL_TOKEN] }
        execution: { driver: "iac/terraform" }
        probes:
          - { name: login, for: DB_PASSWORD, command: [probes/login.sh], timeout: 20s }

        """;

    private readonly TestCertificateAuthority authority = new();
    private readonly System.Security.Cryptography.X509Certificates.X509Certificate2 certificate;

    private VaultedWorld()
    {
        certificate = authority.Issue();
        World.Variables["SSL_CERT_FILE"] = World.Folder.Write("ca.pem", authority.Pem);
        World.Variables["GNUPGHOME"] = Gpg.Keyring;
        World.Variables["PASSWORD_STORE_DIR"] = Gpg.Store;

        // A child of ours gets no GNUPGHOME: it would use the keyring of HOME, which is too long a path for the agent's sockets.
        World.Folder.WriteScript("bin/gpg", $"export GNUPGHOME='{Gpg.Keyring}'\nPATH=\"${{PATH#*:}}\" exec gpg \"$@\"");
        Key = Gpg.CreateKey();
        _ = new AgeKey(World.Folder.At("home/safe/keys.txt"));
    }

    public RunbookWorld World { get; } = new();

    public GpgHome Gpg { get; } = new();

    /// <summary>The fingerprint of the workstation's GPG key.</summary>
    public string Key { get; }

    public KeyVaultServer Vault { get; private set; } = null!;

    public static async Task<VaultedWorld> StartAsync()
    {
        var world = new VaultedWorld();
        world.Vault = await KeyVaultServer.StartAsync(new KeyVaultServerOptions { Certificate = world.certificate }, TestContext.Current.CancellationToken);
        world.Vault.Secrets.Set("db-password", "canary-of-the-vault-3");
        world.WriteProject();
        File.SetUnixFileMode(world.World.Folder.Write("home/safe/azure-client-secret", world.Vault.Options.ClientSecret), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        certificate.Dispose();
        authority.Dispose();
        Gpg.Dispose();
        World.Dispose();
    }

    private void WriteProject()
    {
        var folder = World.Folder;
        folder.Write("project/docs/runbooks/break-glass.md", "The runbook that allows it.\n");
        folder.Write("project/secrets/map.csv", "app,DB_PASSWORD,db-password\n");
        folder.Write("project/modules/core/test/app/terraform/main.tf", "resource \"terraform_data\" \"app\" {}\n");
        folder.WriteScript("project/modules/core/test/app/probes/login.sh", "test -n \"$DB_PASSWORD\"");
        folder.Write("project/modules/core/test/app/spec.yml", Spec);
        folder.Write("project/inventories/drill/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: drill
            tier: local
            phases:
              steady-state:
                steps: &app [{ id: app, module: core/test/app }]
              dr:
                steps: *app
            secrets:
              break_glass: { file: docs/secrets/secrets.dr.enc.yaml, runbook: docs/runbooks/break-glass.md, keys: [SITE_TOKEN] }
              authority:
                kind: azure-key-vault
                vault_uri: "{{Vault.Address}}"
                map: secrets/map.csv
                connectivity: [SITE_TOKEN, LOCAL_TOKEN]
                auth:
                  method: client-secret
                  tenant_id: "{{Vault.Options.TenantId}}"
                  client_id: "{{Vault.Options.ClientId}}"
                  client_secret_env: AZURE_CLIENT_SECRET
                  authority_host: "{{Vault.Address}}"
                  disable_instance_discovery: true
                disable_challenge_resource_verification: true

            """);
    }
}
