using System.Diagnostics;
using HyOps.Testing;
using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Drivers.Tests.Backends;

/// <summary>The test servers of Terraform's backends, judged by the real Terraform.</summary>
public sealed class BackendServerTests : IDisposable
{
    private const string Stack = """
        resource "terraform_data" "one" {
          input = "a value"
        }
        """;

    private readonly TempFolder folder = new("backends");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Terraform_locks_and_writes_on_the_http_server()
    {
        await using var server = await HttpStateServer.StartAsync();
        folder.Write("main.tf", server.Backend("one") + "\n" + Stack);

        var first = await ApplyAsync();
        var held = server.TryLock("one", """{ "ID": "another", "Who": "somebody@elsewhere" }""");
        var second = await ApplyAsync(expected: 1);

        Assert.Contains("Apply complete", first, StringComparison.Ordinal);
        Assert.Contains("a value", server.State("one"), StringComparison.Ordinal);
        Assert.True(held);
        Assert.Contains("state already locked: ID=another", second, StringComparison.Ordinal);
        Assert.Contains(server.Requests, request => request is { Method: "POST", Status: 200, Holder: not null, LockId: not null });
        Assert.Equal(["LOCK", "UNLOCK"], server.Requests.Where(request => request is { Method: "LOCK" or "UNLOCK", Status: 200 }).Select(request => request.Method));
    }

    [Fact(Timeout = 60_000)]
    public async Task Terraform_locks_and_writes_on_a_real_PostgreSQL_that_comes_back_after_a_power_cut()
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        folder.Write("main.tf", $$"""
            terraform {
              backend "pg" { conn_str = "{{server.Url}}" }
            }
            {{Stack}}
            """);

        var applied = await ApplyAsync();
        await server.StopAsync();
        await server.StartAgainAsync(TestContext.Current.CancellationToken);
        var states = await server.QueryAsync("SELECT name, data::json->>'serial' FROM terraform_remote_state.states", TestContext.Current.CancellationToken);

        Assert.Contains("Apply complete", applied, StringComparison.Ordinal);
        Assert.Equal("default|1", states);
    }

    private async Task<string> ApplyAsync(int expected = 0)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "terraform init -input=false -no-color && terraform apply -auto-approve -input=false -no-color"])
        {
            WorkingDirectory = folder.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.FullPath;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == process.ExitCode, await output + await error);
        return await output + await error;
    }
}
