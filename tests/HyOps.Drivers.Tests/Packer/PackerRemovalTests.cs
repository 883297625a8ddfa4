using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Packer;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Packer;

public sealed class PackerRemovalTests : IDisposable
{
    private readonly StepBench bench = new() { Action = StepAction.Destroy };

    public void Dispose() => bench.Dispose();

    private Task<DriverOutcome> RunAsync() =>
        bench.RunAsync(new PackerDriver(bench.Runner), new Version(1, 6, 6), TestContext.Current.CancellationToken);

    private string Artifact(string name) => bench.Folder.Write(Path.Combine("state", "artifacts", "0123456789ab", name), name);

    private void Record(JsonObject outputs, params string[] files) => new PackerRecord
    {
        Fingerprint = "f",
        Generation = "0123456789ab",
        Files = files.ToImmutableSortedDictionary(static file => file, PackerRecord.ChecksumOf, StringComparer.Ordinal),
        Outputs = outputs,
    }.Save(bench.StateDirectory);

    [Fact]
    public async Task Artifacts_and_their_record_go_wherever_they_lie_and_a_second_time_nothing_is_there()
    {
        var outside = bench.Folder.Write("images/disk.qcow2", "disk");
        Record([], Artifact("a.img"), outside);

        var removed = await RunAsync();
        var again = await RunAsync();

        Assert.Equal((StepOutcome.Changed, "2 artifacts removed"), (removed.Outcome, removed.Summary));
        Assert.False(File.Exists(outside));
        Assert.Null(PackerRecord.Load(bench.StateDirectory));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(bench.StateDirectory, "artifacts")));
        Assert.Equal((StepOutcome.Unchanged, "no artifact there"), (again.Outcome, again.Summary));
    }

    [Fact]
    public async Task What_somebody_changed_and_what_lies_with_a_provider_is_refused_and_stays()
    {
        var outside = bench.Folder.Write("images/disk.qcow2", "disk");
        Record([], Artifact("a.img"), outside);
        File.AppendAllText(outside, "changed");
        var changed = await RunAsync();
        Record(new JsonObject { [PackerStep.ArtifactId] = "ami-1" });
        var remote = await RunAsync();

        Assert.Equal((StepOutcome.Refused, StepOutcome.Refused), (changed.Outcome, remote.Outcome));
        Assert.StartsWith($"{outside} is not what was built", changed.Failure, StringComparison.Ordinal);
        Assert.StartsWith("the image ami-1 lies with its provider", remote.Failure, StringComparison.Ordinal);
        Assert.True(File.Exists(Artifact("a.img")));
        Assert.NotNull(PackerRecord.Load(bench.StateDirectory));
    }

    [Fact]
    public async Task A_torn_record_leaves_its_artifacts_to_be_removed()
    {
        var artifact = Artifact("a.img");
        bench.Folder.Write("state/packer.json", "{");

        Assert.Equal(StepOutcome.Changed, (await RunAsync()).Outcome);
        Assert.False(File.Exists(artifact));
        Assert.False(File.Exists(Path.Combine(bench.StateDirectory, "packer.json")));
    }
}
