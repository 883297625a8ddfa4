using HyOps.Core.Files;
using HyOps.Testing;

namespace HyOps.Core.Tests.Files;

public sealed class MemoryFolderTests
{
    private static readonly string[] Shared = ["/dev/shm"];

    [Fact]
    public void It_is_private_and_gone_afterwards_with_all_that_is_in_it()
    {
        string path;
        using (var folder = MemoryFolder.Create(Shared))
        {
            path = folder.FullPath;
            Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(path));
            Directory.CreateDirectory(Path.Combine(path, ".deep", "er"));
            File.WriteAllText(Path.Combine(path, ".deep", "er", ".file"), "plain");
            File.CreateSymbolicLink(Path.Combine(path, "link"), "/etc/hostname");
        }

        Assert.False(Directory.Exists(path));
        Assert.True(File.Exists("/etc/hostname"));
    }

    [Fact]
    public void Its_files_are_overwritten_before_they_are_removed()
    {
        var folder = MemoryFolder.Create(Shared);
        File.WriteAllText(Path.Combine(folder.FullPath, "file"), "plaintext");
        using var stillOpen = File.Open(Path.Combine(folder.FullPath, "file"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        folder.Dispose();

        var left = new byte[9];
        Assert.Equal(9, stillOpen.Read(left));
        Assert.All(left, one => Assert.Equal(0, one));
    }

    [Fact]
    public void A_directory_on_a_disk_is_refused_with_the_reason()
    {
        using var folder = new TempFolder();

        var problem = Assert.Throws<FileProblemException>(() => MemoryFolder.Create([folder.FullPath, "/nowhere"]));

        Assert.Equal(FileProblem.NotInMemory, problem.Problem);
        Assert.Equal(ExitCode.Refused, problem.ExitCode);
        Assert.Contains(folder.FullPath, problem.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_sweep_removes_what_a_killed_process_left_and_leaves_living_ones_and_links_alone()
    {
        using var elsewhere = new TempFolder();
        elsewhere.Write("mine", "stays");
        using var living = MemoryFolder.Create(Shared);
        var dead = Path.Combine("/dev/shm", $"hyops-memory-{Guid.NewGuid():N}");
        Directory.CreateDirectory(dead, FileModes.PrivateDirectory);
        File.WriteAllText(Path.Combine(dead, "drill.env"), "A=\"plain\"\n");
        var link = Path.Combine("/dev/shm", $"hyops-memory-{Guid.NewGuid():N}");
        Directory.CreateSymbolicLink(link, elsewhere.FullPath);
        try
        {
            Assert.True(MemoryFolder.Sweep(Shared) >= 1);

            Assert.False(Directory.Exists(dead));
            Assert.True(Directory.Exists(living.FullPath));
            Assert.True(File.Exists(elsewhere.At("mine")));
        }
        finally
        {
            File.Delete(link);
        }
    }
}
