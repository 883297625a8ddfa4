using HyOps.Engine.Tools;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Tools;

public sealed class ProgramSearchTests : IDisposable
{
    private readonly TempFolder folder = new("programs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_executable_on_PATH_is_found()
    {
        folder.Write("a/tool", "not executable");
        var second = folder.WriteScript("b/tool", "exit 0");
        folder.WriteScript("c/tool", "exit 0");

        var found = ProgramSearch.Find("tool", $"{folder.At("none")}:{folder.At("a")}:{folder.At("b")}:{folder.At("c")}");

        Assert.Equal(second, found);
    }

    [Fact]
    public void A_link_to_an_executable_is_found_under_its_own_name()
    {
        var link = folder.At("bin", "tool");
        folder.CreateFolder("bin");
        File.CreateSymbolicLink(link, folder.WriteScript("versions/tool-1.2", "exit 0"));

        Assert.Equal(link, ProgramSearch.Find("tool", folder.At("bin")));
    }

    [Fact]
    public void A_dangling_link_and_a_directory_are_no_programs()
    {
        folder.CreateFolder("a/tool");
        folder.CreateFolder("b");
        File.CreateSymbolicLink(folder.At("b", "tool"), folder.At("gone"));

        Assert.Null(ProgramSearch.Find("tool", $"{folder.At("a")}:{folder.At("b")}"));
    }

    [Fact]
    public void A_link_that_leads_to_itself_is_no_program()
    {
        folder.CreateFolder("a");
        File.CreateSymbolicLink(folder.At("a", "tool"), folder.At("a", "tool"));

        Assert.Null(ProgramSearch.Find("tool", folder.At("a")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(".:relative/dir")]
    public void Empty_and_relative_entries_of_PATH_are_passed_over(string? path) => Assert.Null(ProgramSearch.Find("sh", path));
}
