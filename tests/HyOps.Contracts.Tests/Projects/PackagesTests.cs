using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Projects;

public sealed class PackagesTests : IDisposable
{
    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Packages_are_read_by_system()
    {
        project.Append(SampleProject.Environment, "packages: { debian: [postgresql, g++, python3.11], fedora: [NetworkManager, perl-DBI], macos: [postgresql@16] }\n");

        var result = project.Validate();

        Assert.Empty(result.Problems);
        Assert.Equal(
            ["Debian: postgresql g++ python3.11", "Fedora: NetworkManager perl-DBI", "MacOs: postgresql@16"],
            result.Environment!.Packages.Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value)}"));
    }

    [Fact]
    public void Without_them_no_system_is_spoken_of() => Assert.Empty(project.Validate().Environment!.Packages);

    [Theory]
    [InlineData("--allow-unauthenticated")]
    [InlineData("-y")]
    [InlineData("/tmp/evil.deb")]
    [InlineData("./evil.deb")]
    [InlineData("postgresql-")]
    [InlineData("postgresql=15")]
    [InlineData("postgresql/sid")]
    [InlineData("postgres*")]
    [InlineData("~nssh")]
    [InlineData("http://host/evil.rpm")]
    [InlineData("@core")]
    [InlineData("two words")]
    [InlineData("a;b")]
    [InlineData("naïve")]
    public void What_a_manager_would_take_for_something_else_is_no_name(string text)
    {
        project.Append(SampleProject.Environment, $"packages: {{ debian: [bind9, \"{text}\"] }}\n");

        var problem = Assert.Single(project.Validate().Problems);

        Assert.Equal((ProblemCodes.BadValue, "packages.debian"), (problem.Code, problem.Field));
        Assert.Contains($"'{text}'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packages: { debain: [bind9] }", ProblemCodes.UnknownKey, "packages.debain")]
    [InlineData("packages: { debian: bind9 }", ProblemCodes.WrongKind, "packages.debian")]
    [InlineData("packages: { debian: [bind9, bind9] }", ProblemCodes.ListedTwice, "packages.debian")]
    [InlineData("packages: [bind9]", ProblemCodes.WrongKind, "packages")]
    public void Mistakes_are_named_where_they_are(string line, string code, string field)
    {
        project.Append(SampleProject.Environment, line + "\n");

        var problem = Assert.Single(project.Validate().Problems);

        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Fact]
    public void A_name_ends_at_128_characters()
    {
        Assert.True(PackageName.TryParse(new string('a', 128), out _));
        Assert.False(PackageName.TryParse(new string('a', 129), out _));
        Assert.False(PackageName.TryParse("", out _));
        Assert.False(PackageName.TryParse(null, out _));
    }
}
