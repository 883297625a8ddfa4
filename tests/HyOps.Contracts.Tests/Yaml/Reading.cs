using HyOps.Contracts.Yaml;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Yaml;

/// <summary>Reads a text as a test needs it.</summary>
internal static class Reading
{
    public static ConfigMap Good(string yaml)
    {
        var problems = new ProblemList();
        var map = YamlFile.ParseMap(yaml, "t.yml", problems);
        Assert.Empty(problems.ToImmutable());
        return map!;
    }

    public static IReadOnlyList<Problem> Problems(string yaml)
    {
        var problems = new ProblemList();
        YamlFile.ParseMap(yaml, "t.yml", problems);
        return problems.ToImmutable();
    }

    public static string Text(ConfigMap map, string path) => Assert.IsType<ConfigScalar>(map.At(path)).Text;
}
