using HyOps.Core.Files;
using HyOps.Testing;

namespace HyOps.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder folder = new("atomic");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_file_is_private_and_leaves_nothing_beside_it()
    {
        var path = folder.At("secret file ü.env");

        AtomicFile.Write(path, "a\u2028b");

        Assert.Equal("a\u2028b", File.ReadAllText(path));
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_file_that_others_could_read_is_private_after_it_was_replaced()
    {
        var path = folder.Write("open.env", "old");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);

        AtomicFile.Write(path, "new");

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Another_mode_is_given_when_it_is_asked_for()
    {
        AtomicFile.Write(folder.At("run.sh"), "#!/bin/sh\n", FileModes.PrivateDirectory);

        Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(folder.At("run.sh")));
    }

    [Theory]
    [InlineData("target")]
    [InlineData("missing")]
    public void A_symbolic_link_in_its_place_is_refused_and_not_followed(string target)
    {
        folder.Write("target", "untouched");
        File.CreateSymbolicLink(folder.At("link"), folder.At(target));

        var problem = Assert.Throws<FileProblemException>(() => AtomicFile.Write(folder.At("link"), "new"));

        Assert.Equal(FileProblem.SymbolicLink, problem.Problem);
        Assert.Equal(ExitCode.Refused, problem.ExitCode);
        Assert.Contains(folder.At(target), problem.Message, StringComparison.Ordinal);
        Assert.Equal("untouched", File.ReadAllText(folder.At("target")));
        Assert.NotNull(new FileInfo(folder.At("link")).LinkTarget);
    }

    [Fact]
    public void A_directory_in_its_place_is_refused()
    {
        var path = folder.CreateFolder("directory");

        var problem = Assert.Throws<FileProblemException>(() => AtomicFile.Write(path, "new"));

        Assert.Equal(FileProblem.IsDirectory, problem.Problem);
        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_directory_is_named_with_the_next_step()
    {
        var problem = Assert.Throws<FileProblemException>(() => AtomicFile.Write(folder.At("nowhere", "file"), "new"));

        Assert.Equal(FileProblem.Missing, problem.Problem);
        Assert.Contains("ls -la", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_a_directory_is_needed_is_named()
    {
        var file = folder.Write("file", "");

        var problem = Assert.Throws<FileProblemException>(() => AtomicFile.Write(Path.Combine(file, "below"), "new"));

        Assert.Equal(FileProblem.IsNotDirectory, problem.Problem);
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_no_other()
    {
        var path = folder.Write("bundle", "old");

        var problem = Assert.Throws<FileProblemException>(() => AtomicFile.Write(path, FullDisk));

        Assert.Equal(FileProblem.DiskFull, problem.Problem);
        Assert.Contains("nothing was changed", problem.Message, StringComparison.Ordinal);
        Assert.Contains("df -h", problem.NextStep, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_place_where_nobody_may_write_is_named_with_the_reason()
    {
        var problem = Assert.Throws<FileProblemException>(() => AtomicFile.Write("/proc/hyops-test", "new"));

        Assert.Contains("/proc/hyops-test", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.NextStep);
    }

    [Fact]
    public async Task A_reader_never_sees_a_part_of_a_file()
    {
        var path = folder.Write("file", new string('0', 100_000));
        var stop = new CancellationTokenSource();
        var reader = Task.Run(() => ReadUntilStopped(path, stop.Token), TestContext.Current.CancellationToken);

        for (var round = 0; round < 50; round++)
        {
            AtomicFile.Write(path, new string((char)('0' + (round % 10)), 100_000));
        }

        await stop.CancelAsync();
        Assert.True(await reader);
        stop.Dispose();
    }

    private static void FullDisk(Stream stream)
    {
        stream.Write("half of it"u8);
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        full.Write("the rest"u8);
    }

    private static bool ReadUntilStopped(string path, CancellationToken stop)
    {
        var whole = true;
        while (!stop.IsCancellationRequested)
        {
            var text = File.ReadAllText(path);
            whole &= text.Length == 100_000 && text.AsSpan().TrimStart(text[0]).IsEmpty;
        }

        return whole;
    }

    [Fact]
    public void Leftovers_of_killed_writers_are_removed_and_nothing_else()
    {
        using var folder = new TempFolder();
        var path = folder.Write("secret.env", "here");
        folder.Write(".secret.env.0123456789ab.tmp", "half");
        string[] others = [".secret.env.0123456789AB.tmp", ".secret.env.old.tmp", ".another.env.0123456789ab.tmp", "secret.env.0123456789ab.tmp", ".secret.env.tmp"];
        Array.ForEach(others, name => folder.Write(name, "not ours"));

        Assert.Equal(1, AtomicFile.RemoveLeftovers(path));

        Assert.Equal(others.Append("secret.env").Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder.FullPath).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
    }
}
