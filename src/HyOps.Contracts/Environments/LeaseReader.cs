using System.Net;
using HyOps.Contracts.Reading;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads lease of environment.yml.</summary>
internal sealed class LeaseReader(MapReader lease, Tier tier, ProblemList problems)
{
    private static readonly Dictionary<string, bool> IsPostgres = new() { [PostgresLeaseSettings.Word] = true, [AzureBlobLeaseSettings.Word] = false };

    private static readonly Dictionary<string, PostgresTls> TlsWords = new()
    {
        ["verify-full"] = PostgresTls.VerifyFull,
        ["verify-ca"] = PostgresTls.VerifyCa,
        ["disable"] = PostgresTls.Disable,
    };

    public static LeaseSettings? Read(MapReader environment, Tier tier, ProblemList problems) =>
        environment.Section("lease") is { } section ? new LeaseReader(section, tier, problems).ReadAll() : null;

    private LeaseSettings? ReadAll()
    {
        switch (lease.Choice("kind", IsPostgres, required: true))
        {
            case true:
                return Ended(ReadPostgres());
            case false:
                return Ended(ReadAzureBlob());
            default:
                return null; // Which keys belong to it cannot be said.
        }
    }

    private LeaseSettings? Ended(LeaseSettings? settings)
    {
        lease.RejectUnknown();
        return settings;
    }

    private PostgresLeaseSettings? ReadPostgres()
    {
        var (host, database, user) = (lease.Text("host", required: true), lease.Text("database", required: true), lease.Text("user", required: true));
        var port = lease.Integer("port", 1, 65_535) ?? 5432;
        var password = new KeyListReader(lease, problems).ReadOne("password_env", required: false);
        var root = new RelativePathReader(lease, problems).Read("root_certificate", required: false);
        var tls = lease.Choice("tls", TlsWords) ?? PostgresTls.VerifyFull;
        if (host is null || database is null || user is null)
        {
            return null;
        }

        RefuseUnprotected(host, tls);
        return new PostgresLeaseSettings
        {
            Host = host, Port = port, Database = database, User = user, PasswordKey = password, Tls = tls, RootCertificate = root, Location = lease.Location,
        };
    }

    // A socket's directory, or this machine itself: nothing leaves it.
    private void RefuseUnprotected(string host, PostgresTls tls)
    {
        var stays = host.StartsWith('/') || host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (tls is PostgresTls.Disable && !stays && tier is not Tier.Local)
        {
            problems.Error(
                ProblemCodes.LocalOnly, lease.LocationOf("tls"), $"{lease.PathOf("tls")} is disable, and {Shown.Text(host)} is not this machine",
                "Remove it: without TLS, whoever sits between takes the password, and gives the lease to two runs at once.", lease.PathOf("tls"));
        }
    }

    private AzureBlobLeaseSettings? ReadAzureBlob()
    {
        var container = new AddressReader(lease, problems).Read("container_uri", required: true);
        var login = new LoginReader(lease, problems).Read(AuthoritySettings.AzureKeyVault);
        return container is null || login is not EntraLogin entra ? null : new AzureBlobLeaseSettings { ContainerUri = container, Login = entra, Location = lease.Location };
    }
}
