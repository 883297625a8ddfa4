using HyOps.Core.Commands;
using HyOps.Drivers.Retries;
using HyOps.Drivers.Tests.Steps;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Retries;

/// <summary>What the tools themselves say when the network fails them, and when waiting does not help; many from public reports.</summary>
public sealed class TransientErrorTests
{
    /// <summary>Terraform: what it said, and what that is called.</summary>
    public static TheoryData<string, string> OfTerraform { get; } = new()
    {
        { "Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 1 attempt(s): Get \"http://127.0.0.1:18999/s\": read tcp 127.0.0.1:50952->127.0.0.1:18999: read: connection reset by peer", "the connection was reset" },
        { "Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 1 attempt(s): Get \"http://127.0.0.1:18999/s\": dial tcp 127.0.0.1:18999: connect: connection refused", "the connection was refused" },
        { "Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 1 attempt(s): Get \"http://127.0.0.1:18999/s\": EOF", "the connection was lost" },
        { "Error: Error refreshing state: Failed to get state: GET http://127.0.0.1:18999/s giving up after 3 attempt(s)", "the backend failed" },
        { "Error while installing hashicorp/aws v5.0.0: could not query provider registry: Get \"https://releases.hashicorp.com/x.zip\": unexpected EOF", "the connection was lost" },
        { "error reading: Post \"https://management.azure.com/x\": http2: client connection lost", "the connection was lost" },
        { "could not query provider registry for registry.terraform.io/hashicorp/aws: the\nrequest failed after 2 attempts, please try again later: Get\n\"https://registry.terraform.io/v1/providers/hashicorp/aws/versions\": net/http:\nrequest canceled while waiting for connection (Client.Timeout exceeded while\nawaiting headers)", "no answer in time" },
        { "│ \"https://registry.terraform.io/.well-known/terraform.json\": net/http: request canceled while waiting for connection (Client.Timeout\n│ exceeded while awaiting headers)", "no answer in time" },
        { "dial tcp: lookup registry.terraform.io on 10.0.0.2:53: read udp 10.0.0.9:41234->10.0.0.2:53: i/o timeout", "no answer in time" },
        { "Failed to request discovery document: Get \"https://registry.terraform.io/.well-known/terraform.json\": net/http: TLS handshake timeout", "no answer in time" },
        { "Failure sending request: StatusCode=429 -- Original Error: context deadline exceeded", "no answer in time" },
        { "Failure responding to request: StatusCode=429 -- Original Error: autorest/azure: Service returned an error.", "too many requests" },
        { "dial tcp: lookup registry.terraform.io on 127.0.0.53:53: server misbehaving", "the name server did not answer" },
        { "dial tcp: lookup registry.terraform.io: Temporary failure in name resolution", "the name server did not answer" },
        { "the request failed after 2 attempts, please try again later: 502 Bad Gateway returned from registry.terraform.io", "the server failed" },
        { "the request failed after 2 attempts, please try again later: 503 Service\nUnavailable returned from registry.terraform.io", "the server failed" },
        { "the request failed after 2 attempts, please try again later: 504 Gateway Timeout returned from registry.terraform.io", "the server failed" },
        { "Error: pq: the database system is starting up", "the database is starting" },
        { "RESPONSE 429: 429 Too Many Requests\nERROR CODE: ResourceRequestsThrottled", "too many requests" },
        { "ThrottlingException: Rate exceeded\n\tstatus code: 400, request id: 6e1f", "too many requests" },
        { "api error RequestLimitExceeded: Request limit exceeded.", "too many requests" },
        { "googleapi: Error 403: Quota exceeded for quota group 'ReadGroup' and limit 'Read requests per 100 seconds' of service 'compute.googleapis.com', rateLimitExceeded", "too many requests" },
    };

    /// <summary>Packer.</summary>
    public static TheoryData<string, string> OfPacker { get; } = new()
    {
        { "Get \"https://api.github.com/repos/hashicorp/packer-plugin-amazon/git/matching-refs/tags\": read tcp 10.0.0.9:51000->140.82.121.6:443: read: connection reset by peer", "the connection was reset" },
        { "could not get checksum file: Get \"https://github.com/hashicorp/packer-plugin-amazon/releases/download/v1.0.0/x\": unexpected EOF", "the connection was lost" },
        { "Get \"https://api.github.com/x\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", "no answer in time" },
        { "Get \"https://api.github.com/x\": dial tcp: lookup api.github.com: i/o timeout", "no answer in time" },
        { "Get \"https://api.github.com/x\": net/http: TLS handshake timeout", "no answer in time" },
        { "GET https://api.github.com/repos/hashicorp/packer-plugin-amazon/git/matching-refs/tags: 502 Bad Gateway []", "the server failed" },
        { "GET https://api.github.com/repos/hashicorp/packer-plugin-amazon/git/matching-refs/tags: 503 Service Unavailable []", "the server failed" },
    };

    /// <summary>Ansible.</summary>
    public static TheoryData<string, string> OfAnsible { get; } = new()
    {
        { "Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port 1: Connection refused", "the connection was refused" },
        { "Failed to connect to the host via ssh: kex_exchange_identification: read: Connection reset by peer", "the connection was reset" },
        { "Failed to connect to the host via ssh: kex_exchange_identification: banner line contains invalid characters", "the connection was closed" },
        { "Failed to connect to the host via ssh: Connection closed by 10.9.9.9 port 22", "the connection was closed" },
        { "Failed to connect to the host via ssh: ssh: connect to host 10.9.9.9 port 22: Connection timed out", "no answer in time" },
        { "Failed to connect to the host via ssh: ssh: connect to host 10.9.9.9 port 22: No route to host", "no way to the host" },
        { "Failed to connect to the host via ssh: ssh: Could not resolve hostname db: Temporary failure in name resolution", "the name server did not answer" },
    };

    [Theory]
    [MemberData(nameof(OfTerraform))]
    public void Terraform_says_what_may_pass(string text, string name) => Assert.Equal(name, TransientErrors.Terraform.Find(text));

    [Theory]
    [MemberData(nameof(OfPacker))]
    public void Packer_says_what_may_pass(string text, string name) => Assert.Equal(name, TransientErrors.Packer.Find(text));

    [Theory]
    [MemberData(nameof(OfAnsible))]
    public void Ansible_says_what_may_pass(string text, string name) => Assert.Equal(name, TransientErrors.Ansible.Find(text));

    [Fact]
    public void No_word_is_listed_without_a_text_that_says_it()
    {
        Assert.Empty(Unsaid(TransientErrors.Terraform, OfTerraform));
        Assert.Empty(Unsaid(TransientErrors.Packer, OfPacker));
        Assert.Empty(Unsaid(TransientErrors.Ansible, OfAnsible));

        static IEnumerable<string> Unsaid(TransientErrors table, TheoryData<string, string> texts) =>
            table.Words.Where(words => !texts.Any(row => row.Data.Item1.ReplaceLineEndings(" ").Contains(words, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Error: Invalid index")]
    [InlineData("Error: Error refreshing state: HTTP remote state endpoint requires auth")]
    [InlineData("Error: pq: password authentication failed for user \"terraform\"")]
    [InlineData("Error: error configuring Terraform AWS Provider: no valid credential sources found")]
    [InlineData("dial tcp: lookup stete.example.org on 127.0.0.53:53: no such host")]
    [InlineData("tls: failed to verify certificate: x509: certificate signed by unknown authority")]
    public void Terraform_says_what_will_not_pass(string text) => Assert.Null(TransientErrors.Terraform.Find(text));

    [Theory]
    [InlineData("List version or getting a plugin got rate limited. Try again in 13m28.672223s. 403 API rate limit exceeded for 192.0.2.7.")]
    [InlineData("no release version found for the github.com/hashicorp/amazon plugin matching the constraint(s): \">= 1.0.0\"")]
    public void Packer_says_what_will_not_pass(string text) => Assert.Null(TransientErrors.Packer.Find(text));

    [Theory]
    [InlineData("Failed to connect to the host via ssh: root@127.0.0.1: Permission denied (publickey).")]
    [InlineData("Failed to connect to the host via ssh: Host key verification failed.")]
    [InlineData("Failed to connect to the host via ssh: ssh: Could not resolve hostname db.invalid: Name or service not known")]
    public void Ansible_says_what_will_not_pass(string text) => Assert.Null(TransientErrors.Ansible.Find(text));

    public static TheoryData<string, CommandResult> Unsafe { get; } = new()
    {
        { "it went well", new CommandResult { ExitCode = 0 } },
        { "it was interrupted", new CommandResult { ExitCode = 1, Interrupted = true } },
        { "it took too long", new CommandResult { ExitCode = 1, TimedOut = true } },
        { "it was killed", new CommandResult { ExitCode = 137, Killed = true } },
        { "a child of it lives", new CommandResult { ExitCode = 1, Survivors = 1 } },
        { "somebody holds its output", new CommandResult { ExitCode = 1, OutputCutOff = true } },
    };

    [Theory]
    [MemberData(nameof(Unsafe), DisableDiscoveryEnumeration = true)]
    public async Task Nothing_is_tried_beside_what_may_still_run(string why, CommandResult result)
    {
        using var bench = new StepBench { Clock = new SteppedClock() };
        var tries = 0;

        var ended = await new Repeatable(bench.NextRequest("terraform", new Version(1, 11, 4))).RunAsync("plan", () => Task.FromResult(Counted()), static _ => "a transient error", TestContext.Current.CancellationToken);

        Assert.True(tries == 1, why);
        Assert.Same(result, ended);

        CommandResult Counted()
        {
            tries++;
            return result;
        }
    }
}
