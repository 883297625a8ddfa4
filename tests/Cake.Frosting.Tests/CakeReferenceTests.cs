using System.Reflection;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Cake.Frosting.Tests;

public sealed class CakeReferenceTests
{
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1" };

    [Fact]
    public void The_package_of_the_engine_has_the_pinned_hash()
    {
        var props = XDocument.Load(Path.Combine(RepositoryRoot.FullPath, "eng", "Cake.props"));
        var pinned = props.Descendants("CakeToolSha512").Single().Value;
        var version = typeof(Cake.Core.CakeEngine).Assembly.GetName().Version!.ToString(3);
        var package = Path.Combine(PackageRoot(), "cake.tool", version, $"cake.tool.{version}.nupkg");

        var actual = Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(package)));

        Assert.Equal(pinned, actual);
    }

    [Fact]
    public void The_engine_in_the_output_is_the_one_of_the_package()
    {
        var version = typeof(Cake.Core.CakeEngine).Assembly.GetName().Version!.ToString(3);
        var ofPackage = Path.Combine(PackageRoot(), "cake.tool", version, "tools", "net10.0", "any", "Cake.Core.dll");

        Assert.Equal(File.ReadAllBytes(ofPackage), File.ReadAllBytes(typeof(Cake.Core.CakeEngine).Assembly.Location));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("project", "Cake.Frosting.csproj")]
    [InlineData("package", "\"Identity\": \"Cake.Frosting\"")]
    public async Task One_property_swaps_the_stand_in_for_the_real_package(string value, string expected)
    {
        var run = await MsBuildAsync(Path.Combine("src", "HyOps.Cake"), $"-p:CakeFrosting={value}", "-getItem:PackageReference", "-getItem:ProjectReference");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Equal(value == "project", run.Output.Contains("Cake.Frosting.csproj", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_package_is_told_with_what_to_do()
    {
        using var empty = new TempFolder("packages");

        var run = await MsBuildAsync(Path.Combine("src", "Cake.Frosting"), "-t:RequireCakeTool", $"-p:NuGetPackageRoot={empty.FullPath}", "-nologo");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error HYOPS001: Cake.Core.dll is not in", run.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet restore", run.Output, StringComparison.Ordinal);
    }

    private static string PackageRoot() =>
        typeof(CakeReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PackageRoot").Value!;

    private static Task<ProgramRun> MsBuildAsync(string project, params string[] arguments) => ProgramRun.OfAsync(
        "dotnet", ["msbuild", Path.Combine(RepositoryRoot.FullPath, project), .. arguments], RepositoryRoot.FullPath, Quiet, TestContext.Current.CancellationToken);
}
