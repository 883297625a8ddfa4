using System.Diagnostics;
using System.Globalization;
using HyOps.Core.Files;
using HyOps.Testing;

namespace HyOps.Core.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TempFolder folder = new("lock");

    public void Dispose() => folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_lock_that_was_freed_is_free_while_other_threads_start_programs()
    {
        var starting = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var at = 0; at < 100; at++)
            {
                using var program = Process.Start("/bin/true");
                program.WaitForExit();
            }
        })).ToList();

        var held = 0;
        while (!starting.TrueForAll(one => one.IsCompleted))
        {
            using var taken = FileLock.TryAcquire(folder.At("file"));
            held += taken is null ? 1 : 0;
        }

        await Task.WhenAll(starting);
        Assert.Equal(0, held);
    }

    [Fact]
    public void A_held_lock_is_not_given_twice_and_is_free_again_afterwards()
    {
        var path = folder.At("bundle");
        using (FileLock.TryAcquire(path))
        {
            Assert.Null(FileLock.TryAcquire(path));
        }

        using var again = FileLock.TryAcquire(path);

        Assert.NotNull(again);
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(FileLock.LockFileOf(path)));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_lock_that_stays_held_is_reported_with_the_command_that_names_the_holder()
    {
        var path = folder.At("bundle");
        using var held = FileLock.TryAcquire(path);

        var problem = await Assert.ThrowsAsync<FileProblemException>(
            () => FileLock.AcquireAsync(path, TimeSpan.FromMilliseconds(20), TimeProvider.System, Token));

        Assert.Equal(FileProblem.Locked, problem.Problem);
        Assert.Contains("fuser", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        var path = folder.At("bundle");
        using var held = FileLock.TryAcquire(path);
        using var cancel = new CancellationTokenSource();

        var waiting = FileLock.AcquireAsync(path, FileLock.UsualPatience, TimeProvider.System, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact(Timeout = 30_000)]
    public async Task Eight_writers_with_ten_changes_each_lose_none()
    {
        var path = folder.Write("counter", "0");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CountTenTimesAsync(path), Token)));

        Assert.Equal("80", await File.ReadAllTextAsync(path, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_lock_of_another_process_counts_and_is_free_when_that_process_is_killed()
    {
        var path = folder.At("bundle");
        await File.WriteAllTextAsync(FileLock.LockFileOf(path), "", Token);
        using var holder = new System.Diagnostics.Process
        {
            StartInfo = new("flock", [FileLock.LockFileOf(path), "sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true },
        };
        holder.Start();
        await holder.StandardOutput.ReadLineAsync(Token);

        var whileHeld = FileLock.TryAcquire(path);
        holder.Kill(entireProcessTree: true);
        using var afterwards = await FileLock.AcquireAsync(path, FileLock.UsualPatience, TimeProvider.System, Token);

        Assert.Null(whileHeld);
        Assert.NotNull(afterwards);
    }

    [Fact]
    public void A_link_in_the_place_of_the_locks_file_is_refused()
    {
        folder.Write("elsewhere", "");
        File.CreateSymbolicLink(folder.At("bundle.lock"), folder.At("elsewhere"));

        var problem = Assert.Throws<FileProblemException>(() => FileLock.TryAcquire(folder.At("bundle")));

        Assert.Equal(FileProblem.SymbolicLink, problem.Problem);
    }

    private static async Task CountTenTimesAsync(string path)
    {
        for (var round = 0; round < 10; round++)
        {
            using var held = await FileLock.AcquireAsync(path, FileLock.UsualPatience, TimeProvider.System, Token);
            var count = int.Parse(await File.ReadAllTextAsync(path, Token), CultureInfo.InvariantCulture);
            AtomicFile.Write(path, (count + 1).ToString(CultureInfo.InvariantCulture));
        }
    }
}
