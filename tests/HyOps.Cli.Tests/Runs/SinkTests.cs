using System.Collections.Concurrent;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Testing;
using HyOps.Testing.Providers;
using HyOps.Testing.Tls;

namespace HyOps.Cli.Tests.Runs;

/// <summary>
/// A tool prints its secrets in every form on both streams, and then fails with them in its message; Terraform is the real one. Nothing that anybody
/// could read afterwards holds a value, neither by the masker's own search nor by one that knows nothing of it.
/// </summary>
public sealed class SinkTests : IDisposable
{
    private const string Odd = "Known \"one\" & <two> 'three' $four \\five/ 0123456789";
    private const string Lines = "first-line-of-a-known-value-0123456789/+\nsecond line, \"quoted\" & ünï 9876543210\nthird-line-that-is-there-for-its-length";

    private const string Spec = """
        api_version: hybridops/v1
        kind: ModuleSpec
        module_ref: "core/test/leak"
        inputs:
          defaults:
            code: 0
            required_env: [ODD, LINES]
        execution: { driver: "iac/terraform" }

        """;

    private const string Stack = """
        variable "code" { type = number }
        resource "terraform_data" "leak" {
          provisioner "local-exec" { command = "python3 '${abspath(path.module)}/leak.py' ${var.code}" }
        }

        """;

    private const string Script = """
        import base64, html, json, os, re, shlex, sys, urllib.parse
        for name in ("ODD", "LINES"):
            value = os.environ[name]
            data = value.encode()
            forms = [
                data, value.replace("\n", "\r\n").encode(), base64.b64encode(data), base64.b64encode(b"x" + data), base64.b64encode(b"xy" + data + b"zz"),
                base64.urlsafe_b64encode(data).rstrip(b"="), base64.encodebytes(data), data.hex().encode(), data.hex().upper().encode(), data.hex(":").encode(),
                urllib.parse.quote(value, safe="").encode(), re.sub("%..", lambda one: one[0].lower(), urllib.parse.quote_plus(value)).encode(),
                json.dumps(value).encode(), json.dumps(json.dumps(value)).encode(), html.escape(value).encode(), shlex.quote(value).encode(),
                value.encode("utf-16-le") if value.isascii() else b"", value.encode("utf-16-be") if value.isascii() else b"", "".join("\\x%02x" % one for one in data).encode(),
                "".join("%s\033[1m" % one if one != "\n" else one for one in value).encode(),
            ]
            for number, form in enumerate(forms):
                stream = (sys.stdout, sys.stderr)[number % 2]
                stream.buffer.write(("form:%s:%d " % (name, number)).encode() + form + b"\n")
                stream.flush()
        sys.exit(int(sys.argv[1]))

        """;

    private const string Phases = """
        api_version: hybridops/v1
        kind: Environment
        name: local
        tier: local
        phases:
          bootstrap:
            steps:
              - { id: loud, module: core/test/leak }
              - { id: failing, module: core/test/leak, with: { code: 3 }, needs: [loud] }

        """;

    private static readonly MaskSet Own = MaskSet.Of([SecretValue.From(Odd), SecretValue.From(Lines)]);
    private static readonly HashSet<string> Pieces = [.. new[] { Odd, Lines }.SelectMany(Encoded).SelectMany(PiecesOf)];
    private const int PieceLength = 14;
    private readonly TestWorld world = new();
    private readonly ConcurrentDictionary<string, string> sinks = new(StringComparer.Ordinal);

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task No_sink_holds_a_value_that_a_tool_printed_in_any_form()
    {
        await using var collector = await LoopbackServer.StartAsync(static _ => Reply.Json(200, new { }), TestTls.Authority, "localhost");
        WriteProject();
        await CallAsync(Odd, "secrets", "set", "ODD=-");
        await CallAsync(Lines, "secrets", "set", "LINES=-");
        var tracing = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["TMPDIR"] = world.Folder.CreateFolder("tmp"),
        };

        var run = await Called.InAsync(world, world.Surroundings(tracing), "run", "bootstrap", "--no-install", "--keep-work", "--parallelism", "1", "--json", "--junit", "run.xml");
        await ReadAsync("runs", "show", "bootstrap");
        await ReadAsync("runs", "show", "bootstrap", "--json");
        await ReadAsync("runs", "verify", "--all", "--json");
        await ReadAsync("runs", "report", "bootstrap", "--html", "run.html", "--junit", "again.xml");
        await ReadAsync("validate", "--sarif");

        Assert.True(run.ExitCode == 20, run.Error + run.Output);
        Keep("traces", string.Concat(collector.Requests.Select(request => request.Body)));
        Keep("the terminal", run.Output + run.Error);
        foreach (var file in Directory.EnumerateFiles(world.Folder.FullPath, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".vault.env", StringComparison.Ordinal)))
        {
            Keep(file, File.ReadAllText(file, Encoding.Latin1));
        }

        AssertAllWasPrinted();
        Assert.Equal("", string.Join('\n', sinks.Where(sink => Holds(sink.Value)).Select(sink => $"{sink.Key}: {string.Join(" | ", sink.Value.Split('\n').Where(Holds))}")));
    }

    [Fact]
    public void The_search_of_this_test_finds_what_it_is_for()
    {
        foreach (var (value, encoded) in new[] { Odd, Lines }.SelectMany(value => Encoded(value).Select(encoded => (value, encoded))))
        {
            Assert.True(Holds($"before {encoded} behind"), $"{value}: {encoded}");
        }

        Assert.False(Holds("terraform_data.leak (local-exec): form:ODD:plain ***"));
    }

    private Task<Called> CallAsync(string input, params string[] args) => Called.InAsync(world, world.Surroundings(input: input), args);

    private async Task ReadAsync(params string[] args)
    {
        var called = await CallAsync("", args);
        Assert.True(called.ExitCode == 0, called.Error + called.Output);
        Keep(string.Join(' ', args), called.Output + called.Error);
    }

    private void Keep(string name, string text) => Assert.True(sinks.TryAdd(name, text), name);

    // Everything is there but the values: a run that printed nothing would prove nothing.
    private void AssertAllWasPrinted()
    {
        var logs = string.Concat(sinks.Where(sink => sink.Key.EndsWith(".log", StringComparison.Ordinal)).Select(sink => sink.Value));
        foreach (var label in new[] { "ODD", "LINES" }.SelectMany(name => Enumerable.Range(0, 20).Select(number => $"form:{name}:{number} ")))
        {
            Assert.Contains(label, logs, StringComparison.Ordinal);
        }

        foreach (var sink in new[] { "the terminal", "traces", "run.xml", "again.xml", "run.html", "runs show bootstrap --json" })
        {
            var text = sinks.Single(one => one.Key == sink || one.Key == world.Folder.At(sink)).Value;
            Assert.True(text.Contains("***", StringComparison.Ordinal), $"{sink}: {text}");
        }
    }

    /// <summary>Whether a text, each of whose characters is a byte, holds so much of a form as nothing has by chance.</summary>
    private static bool Holds(string text)
    {
        var pieces = Pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at + PieceLength <= text.Length; at++)
        {
            if (pieces.Contains(text.AsSpan(at, PieceLength)))
            {
                return true;
            }
        }

        return Own.Holds(Encoding.Latin1.GetBytes(text)) || Own.Holds(text);
    }

    private static IEnumerable<string> PiecesOf(string form) => Enumerable.Range(0, Math.Max(0, form.Length - PieceLength + 1)).Select(at => form.Substring(at, PieceLength));

    private static IEnumerable<string> Encoded(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var base64 = Enumerable.Range(0, 3).Select(shift => Convert.ToBase64String([.. new byte[shift], .. bytes, .. new byte[3]])[4..^6]).ToList();
        var hex = Convert.ToHexStringLower(bytes);
        return
        [
            .. value.Split('\n').Select(line => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line))), .. value.Split('\n'),
            .. base64, .. base64.Select(one => one.Replace('+', '-').Replace('/', '_')),
            hex, hex.ToUpperInvariant(), string.Join(':', bytes.Select(one => one.ToString("x2"))), string.Join(' ', bytes.Select(one => one.ToString("x2"))),
            Uri.EscapeDataString(value), System.Text.Json.JsonSerializer.Serialize(value)[1..^1], System.Net.WebUtility.HtmlEncode(value),
            Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(value)), Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(value)),
            string.Concat(bytes.Select(one => $"\\x{one:x2}")), string.Concat(value.Select(one => $"\\u{(int)one:x4}")),
            string.Concat(value.Split('\n')[0].Select(one => $"{one}\e[0m")),
        ];
    }

    private void WriteProject()
    {
        world.Folder.Write("modules/core/test/leak/spec.yml", Spec);
        world.Folder.Write("modules/core/test/leak/terraform/main.tf", Stack);
        world.Folder.Write("modules/core/test/leak/terraform/leak.py", Script);
        world.Folder.Write("inventories/local/environment.yml", Phases);
    }
}
