using HyOps.Engine.Projects;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Projects;

public sealed class ProjectFinderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_nearest_folder_upwards_with_modules_and_inventories_is_the_project()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "outer", "modules"));
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "outer", "inventories"));
        var inner = Directory.CreateDirectory(Path.Combine(folder.FullPath, "outer", "modules", "core", "deep")).FullName;

        var found = ProjectFinder.FindFrom(inner);

        Assert.Equal(Path.Combine(folder.FullPath, "outer"), found?.Root);
        Assert.Equal(Path.Combine(folder.FullPath, "outer", "modules"), found?.ModulesRoot);
    }

    [Fact]
    public void A_folder_with_modules_alone_is_no_project()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "modules"));

        Assert.False(ProjectFinder.IsProject(folder.FullPath));
        Assert.NotEqual(folder.FullPath, ProjectFinder.FindFrom(folder.FullPath)?.Root);
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_searched_upwards_too()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "modules"));
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "inventories"));

        Assert.Equal(folder.FullPath, ProjectFinder.FindFrom(Path.Combine(folder.FullPath, "not", "there"))?.Root);
    }
}
