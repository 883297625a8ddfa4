using HyOps.Contracts.Yaml;
using HyOps.Core.Problems;
using HyOps.Testing;
using HyOps.Testing.Sops;
using HyOps.Vault.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>Files that the reference implementation wrote; Fixtures/README.md says whose they are.</summary>
public sealed class SopsFixtureTests
{
    private static readonly string[] Nested = ["secret=this is a secret", "string=string", "int=7", "float=3.14", "boolean=true", "complex.value=this is a secret", "complex.array=one", "complex.array=two", "complex.array=three"];

    [Fact]
    public void Dotenv_of_3_8_1_opens_with_age() => Assert.Equal(["secret=this is a secret", "another_secret=7"], Opened("sops-3.8.1.enc.env"));

    [Theory]
    [InlineData("sops-3.8.1.enc.yaml")]
    [InlineData("sops-3.8.1.enc.json")]
    public void Nested_yaml_and_json_of_3_8_1_open_with_age(string name) => Assert.Equal(Nested, Opened(name));

    [Fact]
    public void Json_of_3_13_1_indented_with_tabs_opens() =>
        Assert.Equal(["foo=bar"], Opened("sops-3.13.1.enc.json", Convert.FromHexString("9f6aeda6383502c38f7dae6fbbb8cb6890582adb0335effa8952fe590d7a9596")));

    [Fact]
    public void Encrypted_comments_of_3_6_1_open_in_their_places() => Assert.Equal(
        ["# first comment in file", "lorem=ipsum", "# this-is-a-comment", "dolor=sit"],
        Opened("sops-3.6.1-comments.enc.yaml", Convert.FromHexString("61bec946f5783fd4cea3d1b1ce407fce2b6e81fc301cc539c422015e27f6d1be")));

    [Theory]
    [InlineData("sops-3.8.1.enc.yaml", "sops-3.8.1.enc.json")]
    [InlineData("sops-3.8.1.enc.json", "sops-3.8.1.enc.env")]
    public void Nothing_of_them_opens_with_the_key_of_another(string name, string other)
    {
        var key = KeyOf(Document(other));

        Assert.Contains("does not fit its tag", Assert.Throws<SopsException>(() => Opened(name, key)).Message, StringComparison.Ordinal);
    }

    private static List<string> Opened(string name, byte[]? key = null)
    {
        var document = Document(name);
        return [.. document.Open(key ?? KeyOf(document)).Select(item => item.IsComment ? $"#{item.Value.Reveal()}" : $"{item.Key}={item.Value.Reveal()}")];
    }

    private static byte[] KeyOf(SopsDocument document) => AgeKey.Unwrap(At("key.txt"), document.Recipients[0].Wrapped);

    private static SopsDocument Document(string name)
    {
        var text = File.ReadAllText(At(name));
        return name.EndsWith(".env", StringComparison.Ordinal) ? SopsDocument.ReadDotenv(name, text) : SopsDocument.Read(YamlFile.ParseMap(text, name, new ProblemList())!, text);
    }

    private static string At(string name) => Path.Combine(RepositoryRoot.FullPath, "tests/HyOps.Engine.Tests/BreakGlass/Fixtures", name);
}
