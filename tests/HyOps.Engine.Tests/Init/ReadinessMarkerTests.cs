using System.Collections.Immutable;
using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Engine.Init;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Init;

public sealed class ReadinessMarkerTests
{
    private const string Text = """
        {
          "target": "hetzner",
          "status": "ready",
          "run_id": "init-20260101T000000Z-0123abcd",
          "generated_at": "2026-01-01T00:00:00Z",
          "paths": {
            "config": "/r/config/hetzner.conf",
            "credentials": "/r/credentials/hetzner.credentials.tfvars"
          },
          "context": {
            "environment": "drill",
            "location": "fsn1"
          }
        }

        """;

    [Fact]
    public void A_marker_reads_back_as_it_was_written()
    {
        using var folder = new TempFolder("marker");
        var marker = new ReadinessMarker
        {
            Target = "hetzner",
            RunId = RunId.TryParse("init-20260101T000000Z-0123abcd", out var id) ? id : null!,
            GeneratedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Paths = Sorted(("credentials", "/r/credentials/hetzner.credentials.tfvars"), ("config", "/r/config/hetzner.conf")),
            Context = Sorted(("location", "fsn1"), ("environment", "drill")),
        };
        var file = folder.At("hetzner.ready.json");
        AtomicFile.Write(file, marker.ToJson());

        var read = ReadinessMarker.Read(file)!;

        Assert.Equal(Text, File.ReadAllText(file));
        Assert.Equal(Text, read.ToJson());
        Assert.Equal(ReadinessMarker.Ready, read.Status);
    }

    [Fact]
    public void No_file_is_no_marker()
    {
        using var folder = new TempFolder("marker");

        Assert.Null(ReadinessMarker.Read(folder.At("x.ready.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"target\": \"a\", \"target\": \"b\"}")]
    [InlineData("{\"target\": \"hetzner\", \"status\": \"ready\", \"run_id\": \"x\", \"generated_at\": \"2026-01-01T00:00:00Z\", \"paths\": {}, \"context\": {}}")]
    [InlineData("{\"target\": \"hetzner\", \"status\": \"ready\", \"run_id\": \"init-20260101T000000Z-0123abcd\", \"generated_at\": \"soon\", \"paths\": {}, \"context\": {}}")]
    [InlineData("{\"target\": \"hetzner\", \"status\": \"ready\", \"run_id\": \"init-20260101T000000Z-0123abcd\", \"generated_at\": \"2026-01-01T00:00:00Z\", \"paths\": [], \"context\": {}}")]
    public void What_is_no_marker_is_refused_with_its_path(string text)
    {
        using var folder = new TempFolder("marker");
        var file = folder.Write("x.ready.json", text);

        var refusal = Assert.Throws<InitException>(() => ReadinessMarker.Read(file));

        Assert.StartsWith($"{file}: this is no readiness marker", refusal.Message, StringComparison.Ordinal);
    }

    private static ImmutableSortedDictionary<string, string> Sorted(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
