namespace HyOps.Testing;

/// <summary>Where this repository lies on the machine that runs the tests.</summary>
public static class RepositoryRoot
{
    /// <summary>The absolute path, found upwards from the test program.</summary>
    public static string FullPath { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HyOps.Build.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no HyOps.Build.sln above {AppContext.BaseDirectory}: run the tests from a checkout");
    }
}
