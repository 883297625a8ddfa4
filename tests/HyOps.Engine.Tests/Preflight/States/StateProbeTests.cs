using System.Net;
using System.Net.Sockets;
using System.Text;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Preflight;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight;
using HyOps.Engine.Preflight.States;
using HyOps.Engine.Roots;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight.States;

public sealed class StateProbeTests : IDisposable
{
    private readonly TempFolder folder = new("states");

    public StateProbeTests() => folder.CreateFolder("module/terraform");

    private string State => Path.Combine(new RuntimeRoot(folder.At("root")).InstanceDirectory(ModuleRef.Parse("test/state"), "app"), "terraform.tfstate");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_state_that_is_not_there_yet_is_made_by_the_first_run()
    {
        var seen = await LookAsync("");

        Assert.Equal(CheckResult.Ok($"{State}: no state yet, the first run makes it"), seen.Reached);
        Assert.Equal(CheckStatus.Ok, seen.Unlocked.Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_state_with_a_lock_says_who_holds_it()
    {
        WriteState("""{ "version": 4, "serial": 7, "lineage": "x", "resources": [{}] }""");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(State)!, ".terraform.tfstate.lock.info"), """{"ID":"1-2","Operation":"OperationTypeApply","Who":"ops@runner","Created":"2026-01-01"}""");

        var seen = await LookAsync("");

        Assert.Equal(CheckResult.Ok($"{State}: serial 7, 1 resource"), seen.Reached);
        Assert.Equal(CheckStatus.Failed, seen.Unlocked.Status);
        Assert.EndsWith("is locked by ops@runner (OperationTypeApply, since 2026-01-01, ID 1-2)", seen.Unlocked.Detail, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"serial":"x","resources":[]}""")]
    public async Task What_is_no_state_fails(string text)
    {
        WriteState(text);

        Assert.Equal($"{State} is no Terraform state", (await LookAsync("")).Reached.Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_state_that_waits_to_be_saved_fails()
    {
        WriteState("");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(State)!, "errored.tfstate"), "{}");

        Assert.Contains("hyops recover --run RUN", (await LookAsync("")).Reached.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_local_backend_in_the_work_directory_would_lose_the_state()
    {
        var relative = await LookAsync("""terraform { backend "local" { path = "state/x.tfstate" } }""");
        var absolute = await LookAsync($$"""terraform { backend "local" { path = "{{folder.At("elsewhere.tfstate")}}" } }""");

        Assert.Contains("which is removed after each run", relative.Reached.Detail, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Ok, absolute.Reached.Status);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("terraform {\n  backend \"azurerm\" {}\n}", "not checked: the azurerm backend wants its provider's credentials and calls")]
    [InlineData("terraform {\n  cloud {\n    organization = \"x\"\n  }\n}", "not checked: the cloud backend wants its provider's credentials and calls")]
    [InlineData("terraform {\n  backend \"http\" {}\n}", "not checked: the http backend's address is no literal of the stack, and the run is given no TF_HTTP_ADDRESS")]
    public async Task What_cannot_be_known_is_never_as_it_should_be(string stack, string detail)
    {
        var seen = await LookAsync(stack);

        Assert.Equal((CheckResult.NotApplicable(detail), CheckResult.NotApplicable(detail)), (seen.Reached, seen.Unlocked));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(200, CheckStatus.Ok, CheckStatus.NotApplicable)]
    [InlineData(404, CheckStatus.Ok, CheckStatus.NotApplicable)]
    [InlineData(423, CheckStatus.Ok, CheckStatus.Failed)]
    [InlineData(401, CheckStatus.Failed, CheckStatus.NotApplicable)]
    [InlineData(500, CheckStatus.Failed, CheckStatus.NotApplicable)]
    public async Task An_http_backend_is_asked_and_never_locked(int status, CheckStatus reached, CheckStatus unlocked)
    {
        using var server = new OneAnswer($"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n");
        var stack = $$"""
            terraform {
              backend "http" {
                address      = "http://127.0.0.1:{{server.Port}}/state/app" # of a test
                lock_address = "http://127.0.0.1:{{server.Port}}/state/app/lock"
                username     = "ci"
              }
            }
            """;

        var seen = await LookAsync(stack, ("TF_HTTP_PASSWORD", "not-to-be-seen-7"));

        Assert.True(seen.Reached.Status == reached && seen.Unlocked.Status == unlocked, seen.ToString());
        var asked = await server.HeardAsync();
        Assert.StartsWith("GET /state/app HTTP/1.1\r\n", asked, StringComparison.Ordinal);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ci:not-to-be-seen-7"))}", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_http_backend_without_a_lock_is_a_warning_and_one_that_is_gone_a_failure()
    {
        using var server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var stack = $$"""{ "terraform": { "backend": { "http": { "address": "http://127.0.0.1:{{server.Port}}/s" } } } }""";

        var there = await LookAsync(stack, json: true);
        server.Dispose();
        var gone = await LookAsync(stack, json: true);

        Assert.Equal(CheckStatus.Warning, there.Unlocked.Status);
        Assert.StartsWith($"http://127.0.0.1:{server.Port}/s cannot be reached: ", gone.Reached.Detail, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("N", CheckStatus.Ok)]
    [InlineData("S", CheckStatus.Ok)]
    [InlineData("SSH-2.0-x", CheckStatus.Ok)]
    [InlineData("HTTP", CheckStatus.Failed)]
    public async Task PostgreSQL_is_greeted_and_its_connection_string_never_shown(string answer, CheckStatus status)
    {
        using var server = new OneAnswer(answer);

        foreach (var connection in (string[])[$"postgres://u:not-to-be-seen-8@127.0.0.1:{server.Port}/db", $"host=127.0.0.1 port={server.Port} password='not-to-be-seen-8'"])
        {
            var seen = await LookAsync("terraform {\n  backend \"pg\" {}\n}\n", ("PG_CONN_STR", connection));

            Assert.True(seen.Reached.Status == status, seen.ToString());
            Assert.DoesNotContain("not-to-be-seen", seen.ToString(), StringComparison.Ordinal);
        }
    }

    private void WriteState(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        File.WriteAllText(State, text);
    }

    private Task<StateSeen> LookAsync(string stack, params (string Key, string Value)[] given) => LookAsync(stack, json: false, given);

    private Task<StateSeen> LookAsync(string stack, bool json, params (string Key, string Value)[] given)
    {
        File.WriteAllText(folder.At("module", "terraform", json ? "main.tf.json" : "main.tf"), stack);
        var here = new SourceLocation("spec.yml");
        var contract = new ModuleContract
        {
            ModuleRef = ModuleRef.Parse("test/state"), Location = here, Directory = folder.At("module"), Defaults = ConfigMap.Empty(here), Driver = DriverKind.Terraform, Stack = "terraform",
        };
        var secrets = SecretBundle.From(given.Select(one => KeyValuePair.Create(SecretName.Parse(one.Key), SecretValue.From(one.Value))));
        var probe = new StateProbe(
            new ScopedModule(Phase.Bootstrap, "app", new ResolvedModule { Contract = contract, Inputs = contract.Defaults }),
            new RuntimeRoot(folder.At("root")), _ => Task.FromResult(secrets), () => new SocketsHttpHandler());
        return probe.LookAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A server that says one thing to everybody, after it heard something.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource<string> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public OneAnswer(string answer)
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
            _ = AnswerAsync(answer);
        }

        public int Port { get; }

        public Task<string> HeardAsync() => heard.Task;

        public void Dispose() => listener.Dispose();

        private async Task AnswerAsync(string answer)
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var buffer = new byte[4096];
                    var length = await client.GetStream().ReadAsync(buffer);
                    heard.TrySetResult(Encoding.UTF8.GetString(buffer, 0, length));
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
                }
            }
            catch (Exception ended) when (ended is SocketException or IOException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
