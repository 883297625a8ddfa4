using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Engine.Init;
using HyOps.Engine.Passwords;
using HyOps.Engine.Preflight;
using HyOps.Engine.Preflight.Hosts;
using HyOps.Engine.Roots;
using HyOps.Testing;
using HyOps.Testing.Fuzzing;

namespace HyOps.Engine.Tests.Fuzzing;

/// <summary>
/// Ten thousand damaged inputs for each parser of what others write, the same in every run: nothing but documented failures comes of them.
/// What lies in files of our own gets fewer, as writing them takes the time.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const int Rounds = 10_000;
    private const int RoundsOfFiles = 2_000;
    private readonly TestWorld test = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => test.Dispose();

    [Fact(Timeout = 60_000)]
    public Task Damaged_credentials() => Task.Run(
        () => Assert.InRange(
            new ParserFuzz("tfvars", input => TfvarsReader.Read("c.tfvars", Encoding.UTF8.GetString(input)), failure => failure is InitException)
            {
                Pieces = ["${", "%{", "<<EOT", "\\u00e9", "\\U0001F600", "true", "/*", "*/", "//", " = ", "[", "{"],
            }.With("# c\nproxmox_url = \"https://pve:8006\"\nproxmox_skip_tls = true\nn = -12.5 // x\n/* y */ t = \"a\\\"b\\\\\\n\\u00e9\"\n").Run(Rounds, 6, Cancel),
            1, Rounds - 1),
        Cancel);

    [Fact(Timeout = 60_000)]
    public Task Damaged_answers_of_password_commands() => Task.Run(
        () =>
        {
            Surroundings world = test.Surroundings();
            var chosen = ChosenEnvironment.From(world, "drill", null);
            var fuzz = new ParserFuzz("password", input => Ask(input, world, chosen), failure => failure is VaultPasswordException) { Pieces = ["\n\n", "  "] }
                .With("a vault password of a test\n").With("first line\nsecond line\n").With("");

            Assert.InRange(fuzz.Run(Rounds, 7, Cancel), 1, Rounds - 1);
        },
        Cancel);

    [Fact(Timeout = 60_000)]
    public Task Damaged_readiness_markers() => Task.Run(
        () =>
        {
            var path = test.Folder.At("x.ready.json");
            var marker = """{"target":"proxmox","status":"ready","run_id":"init-20260101T000000Z-00000001","generated_at":"2026-01-01T00:00:00Z","paths":{"config":"/x"},"context":{"n":"1"}}""";
            var fuzz = new ParserFuzz(
                "readiness marker",
                input =>
                {
                    File.WriteAllBytes(path, input);
                    File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                    ReadinessMarker.Read(path);
                },
                failure => failure is InitException or FileProblemException) { Pieces = ["{", "}", "[", "null", "\"status\":", ","] }.With(marker);

            Assert.InRange(fuzz.Run(RoundsOfFiles, 8, Cancel), 1, RoundsOfFiles - 1);
        },
        Cancel);

    [Fact]
    public void A_marker_that_is_no_UTF_8_is_refused()
    {
        var path = test.Folder.At("x.ready.json");
        File.WriteAllBytes(path, [.. "{\"target\":\"x\",\"st"u8, 0xDE, .. "tus\":\"ready\"}"u8]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Throws<InitException>(() => ReadinessMarker.Read(path));
    }

    [Fact]
    public void A_header_that_git_says_twice_counts_once() =>
        Assert.Equal("origin/main", GitStatus.Parse("# branch.oid 0123\n# branch.head main\n# branch.upstream origin/main\n# branch.upstream other\n")!.Upstream);

    [Fact(Timeout = 60_000)]
    public Task Damaged_inventories() => Task.Run(
        () =>
        {
            var path = test.Folder.Write("inventory/hosts.yml", "");
            var fuzz = new ParserFuzz(
                "inventory",
                input =>
                {
                    File.WriteAllBytes(path, input);
                    foreach (var host in new InventoryReader(Path.GetDirectoryName(path)!).Read(new ProblemList()))
                    {
                        Assert.False(string.IsNullOrEmpty($"{host.Address}{host.Port}{host.WhyNotLookedAt}{host.IsLocal}"));
                    }
                },
                _ => false) { Pieces = ["hosts:", "children:", "vars:", "[1:3]", "[09:1]", "all:", "ansible_port: ", "ansible_connection: local", "{{ x }}"] }
                .With("all:\n  children:\n    web:\n      hosts:\n        w[01:03:1].x:\n        b: { ansible_host: 10.0.0.1, ansible_port: 22 }\n      vars: { ansible_connection: ssh }\n    db: { children: { web: } }\n");

            fuzz.Run(RoundsOfFiles, 9, Cancel);
        },
        Cancel);

    [Fact(Timeout = 60_000)]
    public Task Damaged_answers_of_git() => Task.Run(
        () => new ParserFuzz("git status", input => GitStatus.Parse(Encoding.UTF8.GetString(input)), _ => false) { Pieces = ["# branch.", "oid", "ab +1 -2", "? ", "1 .M ", "(initial)"] }
            .With("# branch.oid 0123\n# branch.head main\n# branch.upstream origin/main\n# branch.ab +1 -0\n1 .M N... a\n? b\n").Run(Rounds, 10, Cancel),
        Cancel);

    private static void Ask(byte[] output, Surroundings world, ChosenEnvironment chosen) =>
        new VaultPasswordSource(new VaultPasswordOptions { Command = "x" }, chosen, world, new Answering(output), new Masker()).FindAsync(Cancel).GetAwaiter().GetResult();

    /// <summary>A runner whose every command prints the same bytes.</summary>
    private sealed class Answering(byte[] output) : ICommandRunner
    {
        public Task<CommandResult> RunAsync(Command command, ICommandOutput sink, CancellationToken cancellationToken) => Task.FromResult(new CommandResult { ExitCode = 0, Captured = output });
    }
}
