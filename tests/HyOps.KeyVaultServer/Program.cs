using HyOps.KeyVaultServer;
using HyOps.Testing.KeyVault;
using HyOps.Testing.Tls;

const string Usage =
    """
    keyvault-server: Azure Key Vault on loopback, in memory, to try the steady state with no cloud.

    usage: keyvault-server [--port N] [--tenant ID] [--client-id ID] [-- COMMAND ARGS...]

      --port N        the port on 127.0.0.1; 0, the default, takes a free one
      --tenant ID     the tenant of its token endpoint
      --client-id ID  the application that may sign in

    With a command: runs it with SSL_CERT_FILE, HYOPS_KEYVAULT_URI and HYOPS_KEYVAULT_CLIENT_SECRET, hands signals on, and ends with its exit
    code. Without one: serves until interrupted, and says how to use it. Nothing outlives it.
    """;

if (ServerArguments.Parse(args) is not { } asked)
{
    await Console.Error.WriteLineAsync(Usage);
    return args is ["--help" or "-h"] ? 0 : 2;
}

// Before anything is made that would have to go again.
using var signals = new Signals();
using var authority = new TestCertificateAuthority();
using var certificate = authority.Issue();
var options = new KeyVaultServerOptions { Certificate = certificate, Port = asked.Port };
options = options with { TenantId = asked.TenantId ?? options.TenantId, ClientId = asked.ClientId ?? options.ClientId };
try
{
    await using var server = await KeyVaultServer.StartAsync(options);
    using var folder = new ServerFolder(authority.Pem);
    return asked.Command is [] ? await Serving.UntilInterruptedAsync(server, folder, signals) : await Child.RunAsync(asked.Command, server, folder, signals);
}
catch (IOException) when (asked.Port != 0)
{
    await Console.Error.WriteLineAsync($"keyvault-server: port {asked.Port} on 127.0.0.1 is taken. End what listens there (ss -ltnp 'sport = :{asked.Port}'), or choose another with --port.");
    return 20;
}
