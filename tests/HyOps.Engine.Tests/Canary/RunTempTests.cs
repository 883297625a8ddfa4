using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Canary;

/// <summary>What a killed run left in the directory for temporary files.</summary>
public sealed class RunTempTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly SmallProject project = new();
    private readonly string temp;

    public RunTempTests() => temp = project.World.Folder.CreateFolder("tmp");

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task The_next_run_removes_it_and_says_so()
    {
        var killed = WriteRecord(exitCode: null);
        var left = Directory.CreateDirectory(At(killed), Private);
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "of-a-child"), "x", TestContext.Current.CancellationToken);

        await RunAsync();

        Assert.False(left.Exists && Directory.Exists(left.FullName));
        Assert.Contains(project.Events, one => one is StageDone { Stage: "work" } told && told.Detail == $"removed temporary files of {killed}, which was killed");
    }

    [Fact]
    public async Task Only_of_a_run_without_an_end_and_only_a_directory_that_is_closed_to_others()
    {
        var ended = Directory.CreateDirectory(At(WriteRecord(exitCode: 0)), Private);
        var open = Directory.CreateDirectory(At(WriteRecord(exitCode: null)));
        File.SetUnixFileMode(open.FullName, Private | UnixFileMode.OtherWrite);
        var precious = project.World.Folder.Write("elsewhere/precious", "keep me");
        var linked = At(WriteRecord(exitCode: null));
        Directory.CreateSymbolicLink(linked, Path.GetDirectoryName(precious)!);
        var stranger = Directory.CreateDirectory(Path.Combine(temp, "hyops-89abcdef"), Private);

        await RunAsync();

        Assert.All([ended.FullName, open.FullName, linked, stranger.FullName], path => Assert.True(Directory.Exists(path), path));
        Assert.True(File.Exists(precious));
    }

    private string At(RunId run) => Path.Combine(temp, $"hyops-{run.Value[^8..]}");

    private async Task RunAsync()
    {
        await project.SetAsync(TestContext.Current.CancellationToken, "APP_DB_PASSWORD=kq7Zp2-known-password-Xw81");
        await project.RunAsync(new ScriptedDriver(), TestContext.Current.CancellationToken, null, ("TMPDIR", temp));
    }

    private RunId WriteRecord(int? exitCode)
    {
        var id = RunId.Create("bootstrap", TimeProvider.System);
        using var journal = RunJournal.Create(Path.Combine(project.Root, "logs"), id, new Masker(), TimeProvider.System);
        var record = new RunRecord
        {
            RunId = id.Value,
            Verb = id.Verb,
            Environment = "local",
            Operator = "tester",
            Host = "test-host",
            HyopsVersion = "1.0.0",
            Started = DateTimeOffset.UnixEpoch,
            Events = new RecordedChain(0, EventChain.Beginning),
            ExitCode = exitCode,
        };
        journal.Write(record);
        return id;
    }
}
