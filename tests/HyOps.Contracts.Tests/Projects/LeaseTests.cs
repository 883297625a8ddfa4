using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Projects;

public sealed class LeaseTests : IDisposable
{
    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_lease_in_postgres_is_read_and_protected_by_default()
    {
        var lease = Assert.IsType<PostgresLeaseSettings>(Read("{ kind: postgres, host: db.lab.example, database: hyops, user: runner, password_env: LEASE_PASSWORD }").Lease);

        Assert.Equal(("db.lab.example", 5432, "hyops", "runner", PostgresTls.VerifyFull), (lease.Host, lease.Port, lease.Database, lease.User, lease.Tls));
        Assert.Equal(["LEASE_PASSWORD"], lease.Keys.Select(key => key.Value));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("/var/run/postgresql")]
    [InlineData("\"::1\"")]
    public void On_this_machine_it_needs_no_tls(string host) =>
        Assert.Equal(PostgresTls.Disable, ((PostgresLeaseSettings)Read($"{{ kind: postgres, host: {host}, database: hyops, user: runner, tls: disable }}").Lease!).Tls);

    [Theory]
    [InlineData("{ kind: postgres, host: db.lab.example, database: hyops, user: runner, tls: disable }", ProblemCodes.LocalOnly, "lease.tls is disable, and db.lab.example is not this machine")]
    [InlineData("{ kind: postgres, host: db.lab.example, database: hyops, user: runner, tls: prefer }", ProblemCodes.NotOneOf, "lease.tls is 'prefer'")]
    [InlineData("{ kind: postgres, host: db.lab.example, database: hyops }", ProblemCodes.MissingKey, "lease.user is missing")]
    [InlineData("{ kind: postgres, host: db, database: hyops, user: runner, password: hunter2 }", ProblemCodes.UnknownKey, "lease.password is unknown")]
    [InlineData("{ kind: postgres, host: db, database: hyops, user: runner, root_certificate: /etc/ca.pem }", ProblemCodes.BadValue, "lies outside the project")]
    [InlineData("{ kind: etcd }", ProblemCodes.NotOneOf, "lease.kind is 'etcd', which is none of postgres, azure-blob")]
    [InlineData("{ kind: azure-blob, container_uri: \"http://a.example/leases\", auth: { method: azure-cli } }", ProblemCodes.BadValue, "lease.container_uri is not an https address")]
    [InlineData("{ kind: azure-blob, container_uri: \"https://a.example/leases\" }", ProblemCodes.MissingKey, "lease.auth is missing")]
    public void What_is_wrong_with_a_lease_is_told(string lease, string code, string says)
    {
        project.Replace(SampleProject.Environment, "phases:", $"lease: {lease}\nphases:");

        Assert.Contains(project.Validate().Problems, problem => problem.Code == code && problem.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void A_lease_in_a_storage_account_names_its_sign_in()
    {
        var lease = Assert.IsType<AzureBlobLeaseSettings>(Read("{ kind: azure-blob, container_uri: \"https://acct.blob.core.windows.net/leases\", auth: { method: client-secret, tenant_id: t, client_id: c, client_secret_env: LEASE_SECRET } }").Lease);

        Assert.Equal(["LEASE_SECRET"], lease.Keys.Select(key => key.Value));
    }

    private EnvironmentDefinition Read(string lease)
    {
        project.Replace(SampleProject.Environment, "phases:", $"lease: {lease}\nphases:");
        var result = project.Validate();
        Assert.Empty(result.Problems);
        return result.Environment!;
    }
}
