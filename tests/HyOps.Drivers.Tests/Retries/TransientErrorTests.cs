using HyOps.Drivers.Retries;

namespace HyOps.Drivers.Tests.Retries;

/// <summary>What the tools themselves say when the network fails them, and when waiting does not help.</summary>
public sealed class TransientErrorTests
{
    [Theory]
    [InlineData("Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 1 attempt(s): Get \"http://127.0.0.1:18999/s\": read tcp 127.0.0.1:50952->127.0.0.1:18999: read: connection reset by peer", "the connection was reset")]
    [InlineData("Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 1 attempt(s): Get \"http://127.0.0.1:18999/s\": dial tcp 127.0.0.1:18999: connect: connection refused", "the connection was refused")]
    [InlineData("Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 1 attempt(s): Get \"http://127.0.0.1:18999/s\": EOF", "the connection was lost")]
    [InlineData("Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 3 attempt(s)", "the backend failed")]
    [InlineData("could not query provider registry for registry.terraform.io/hashicorp/null: failed to retrieve: Get \"https://registry.terraform.io/.well-known/terraform.json\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", "no answer in time")]
    [InlineData("Error: pq: the database system is starting up", "the database is starting")]
    [InlineData("dial tcp: lookup registry.terraform.io on 127.0.0.53:53: server misbehaving", "the name server did not answer")]
    public void Terraform_says_what_may_pass(string text, string name) => Assert.Equal(name, TransientErrors.Terraform.Find(text));

    [Theory]
    [InlineData("Error: Invalid index")]
    [InlineData("Error: Error refreshing state: HTTP remote state endpoint requires auth")]
    [InlineData("Error: pq: password authentication failed for user \"terraform\"")]
    [InlineData("Error: error configuring Terraform AWS Provider: no valid credential sources found")]
    [InlineData("dial tcp: lookup stete.example.org on 127.0.0.53:53: no such host")]
    [InlineData("tls: failed to verify certificate: x509: certificate signed by unknown authority")]
    public void Terraform_says_what_will_not_pass(string text) => Assert.Null(TransientErrors.Terraform.Find(text));

    [Theory]
    [InlineData("Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port 1: Connection refused", "the connection was refused")]
    [InlineData("Failed to connect to the host via ssh: kex_exchange_identification: read: Connection reset by peer", "the connection was reset")]
    [InlineData("Failed to connect to the host via ssh: ssh: connect to host 10.9.9.9 port 22: Connection timed out", "no answer in time")]
    [InlineData("Failed to connect to the host via ssh: ssh: connect to host 10.9.9.9 port 22: No route to host", "no way to the host")]
    public void Ansible_says_what_may_pass(string text, string name) => Assert.Equal(name, TransientErrors.Ansible.Find(text));

    [Theory]
    [InlineData("Failed to connect to the host via ssh: root@127.0.0.1: Permission denied (publickey).")]
    [InlineData("Failed to connect to the host via ssh: Host key verification failed.")]
    [InlineData("Failed to connect to the host via ssh: ssh: Could not resolve hostname db.invalid: Name or service not known")]
    public void Ansible_says_what_will_not_pass(string text) => Assert.Null(TransientErrors.Ansible.Find(text));
}
