using HyOps.Core.Files;
using HyOps.Testing;

namespace HyOps.Core.Tests.Files;

public sealed class PrivatePathTests : IDisposable
{
    private readonly TempFolder folder = new("private");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_directory_that_is_created_is_private()
    {
        PrivateDirectory.Create(folder.At("a", "b", "c"));

        Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(folder.At("a")));
        Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(folder.At("a", "b")));
        Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(folder.At("a", "b", "c")));
    }

    [Fact]
    public void A_directory_that_others_may_write_is_refused_with_the_chmod()
    {
        var path = folder.CreateFolder("shared's");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_111_101);

        var problem = Assert.Throws<FileProblemException>(() => PrivateDirectory.Create(path));

        Assert.Equal(FileProblem.TooOpen, problem.Problem);
        Assert.Contains("0775", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("chmod 700 '", problem.NextStep, StringComparison.Ordinal);
        Assert.EndsWith(@"shared'\''s'", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_a_directory_is_named()
    {
        var path = folder.Write("file", "");

        var problem = Assert.Throws<FileProblemException>(() => PrivateDirectory.Create(Path.Combine(path, "below")));

        Assert.Equal(FileProblem.IsNotDirectory, problem.Problem);
        Assert.Equal(path, problem.FilePath);
    }

    [Theory]
    [InlineData(0b110_000_000, true)]
    [InlineData(0b100_000_000, true)]
    [InlineData(0b111_000_000, true)]
    [InlineData(0b110_100_000, false)]
    [InlineData(0b110_000_100, false)]
    [InlineData(0b110_010_000, false)]
    public void A_file_that_others_can_read_or_write_is_refused_with_the_chmod(int mode, bool taken)
    {
        var path = folder.Write("credentials.tfvars", "x");
        File.SetUnixFileMode(path, (UnixFileMode)mode);

        var problem = Record.Exception(() => PrivateFile.RequirePrivate(path)) as FileProblemException;

        Assert.Equal(taken, problem is null);
        Assert.True(taken || problem!.NextStep == $"chmod 600 '{path}'");
    }

    [Fact]
    public void A_missing_file_and_a_directory_are_named()
    {
        var missing = Assert.Throws<FileProblemException>(() => PrivateFile.RequirePrivate(folder.At("missing")));
        var directory = Assert.Throws<FileProblemException>(() => PrivateFile.RequirePrivate(folder.FullPath));

        Assert.Equal(FileProblem.Missing, missing.Problem);
        Assert.Equal(FileProblem.IsDirectory, directory.Problem);
    }

    [Fact]
    public void A_file_is_read_up_to_its_limit_only()
    {
        var path = folder.Write("password", new string('x', 3000));

        Assert.Equal(3000, PrivateFile.Read(path, 3000).Length);
        Assert.Equal(FileProblem.TooLarge, Assert.Throws<FileProblemException>(() => PrivateFile.Read(path, 2999)).Problem);
    }

    [Fact]
    public void An_endless_file_is_read_up_to_its_limit_only()
    {
        var problem = Assert.Throws<FileProblemException>(() => PrivateFile.Read("/dev/zero", 5000));

        Assert.Equal(FileProblem.TooLarge, problem.Problem);
    }

    [Fact]
    public void A_file_of_our_own_is_owned_and_one_of_somebody_else_is_not()
    {
        PrivateFile.RequireOwned(folder.Write("mine", ""));

        var problem = Assert.Throws<FileProblemException>(() => PrivateFile.RequireOwned(FileOfSomebodyElse()));

        Assert.Equal(FileProblem.NotOwned, problem.Problem);
        Assert.Contains("chown", problem.NextStep, StringComparison.Ordinal);
    }

    private string FileOfSomebodyElse()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "/etc/passwd";
        }

        var path = folder.Write("given away", "");
        using var chown = System.Diagnostics.Process.Start("chown", ["12345", path]);
        chown.WaitForExit();
        return path;
    }
}
