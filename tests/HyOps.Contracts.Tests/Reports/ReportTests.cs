using System.Text;
using System.Text.Json.Nodes;
using HyOps.Contracts.Reports;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Reports;

public sealed class ReportTests
{
    private static readonly Problem[] Problems =
    [
        new()
        {
            Code = ProblemCodes.ReferenceNotRequired,
            Location = new SourceLocation("modules/a b/ü#1/spec.yml", 33, 7),
            ModuleRef = "a b/ü#1",
            Field = "inputs.db_password_env",
            Key = "DB_PASSWORD",
            Message = "inputs.db_password_env names DB_PASSWORD, which inputs.required_env lacks",
            Fix = "Add it there.",
        },
        new()
        {
            Code = ProblemCodes.FileUnreadable,
            Severity = Severity.Warning,
            Location = new SourceLocation("/elsewhere/net.yml"),
            Message = "the file does not exist",
            Fix = "Write it.",
        },
    ];

    [Fact]
    public void Lines_are_those_of_MSBuild()
    {
        using var writer = new StringWriter { NewLine = "\n" };

        TextReport.Write(Problems, writer);

        Assert.Equal(
            "modules/a b/ü#1/spec.yml(33,7): error HYO1203: inputs.db_password_env names DB_PASSWORD, which inputs.required_env lacks. Add it there.\n"
            + "/elsewhere/net.yml: warning HYO1001: the file does not exist. Write it.\n",
            writer.ToString());
    }

    [Fact]
    public void The_JSON_document_has_every_key_of_the_format()
    {
        var json = Written(stream => JsonReport.Write(Problems, stream));

        Assert.False((bool)json["ok"]!);
        var problem = json["problems"]![0]!.AsObject();
        Assert.Equal(
            ["code", "severity", "file", "line", "column", "module_ref", "field", "key", "message", "fix"],
            problem.Select(pair => pair.Key));
        Assert.Equal(("HYO1203", "error", 33), ((string?)problem["code"], (string?)problem["severity"], (int?)problem["line"]));
        Assert.Null(json["problems"]![1]!["key"]);
    }

    [Fact]
    public void No_problem_or_warnings_alone_are_ok()
    {
        Assert.True((bool)Written(stream => JsonReport.Write([], stream))["ok"]!);
        Assert.True((bool)Written(stream => JsonReport.Write(Problems[1..], stream))["ok"]!);
    }

    [Fact]
    public void The_SARIF_log_has_what_the_schema_requires()
    {
        var log = Written(stream => SarifReport.Write(Problems, "1.2.3", new Uri("https://docs.example.org/hyops/"), stream));

        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.EndsWith("sarif-2.1.0.json", (string?)log["$schema"], StringComparison.Ordinal);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        var driver = run["tool"]!["driver"]!;
        Assert.Equal(("HyOps.Build", "1.2.3"), ((string?)driver["name"], (string?)driver["semanticVersion"]));
        var rules = driver["rules"]!.AsArray();
        Assert.Equal(["HYO1001", "HYO1203"], rules.Select(rule => (string?)rule!["id"]));
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty((string)rule!["shortDescription"]!["text"]!);
            Assert.NotEmpty((string)rule["fullDescription"]!["text"]!);
            Assert.Equal($"https://docs.example.org/hyops/docs/diagnostics/{rule["id"]}.md", (string?)rule["helpUri"]);
        });
        Assert.All(run["results"]!.AsArray(), result => AssertResult(result!, rules));
    }

    [Fact]
    public void SARIF_places_are_encoded_and_relative_to_the_project()
    {
        var log = Written(stream => SarifReport.Write(Problems, "1.2.3", null, stream));

        var places = log["runs"]![0]!["results"]!.AsArray().Select(result => result!["locations"]![0]!["physicalLocation"]!).ToList();
        Assert.Equal("modules/a%20b/%C3%BC%231/spec.yml", (string?)places[0]["artifactLocation"]!["uri"]);
        Assert.Equal((33, 7), ((int?)places[0]["region"]!["startLine"], (int?)places[0]["region"]!["startColumn"]));
        Assert.Equal("file:///elsewhere/net.yml", (string?)places[1]["artifactLocation"]!["uri"]);
        Assert.Null(places[1]["artifactLocation"]!["uriBaseId"]);
        Assert.Null(places[1]["region"]);
    }

    private static void AssertResult(JsonNode result, JsonArray rules)
    {
        Assert.Equal((string?)result["ruleId"], (string?)rules[(int)result["ruleIndex"]!]!["id"]);
        Assert.Contains((string)result["level"]!, (string[])["none", "note", "warning", "error"]);
        Assert.NotEmpty((string)result["message"]!["text"]!);
        var place = Assert.Single(result["locations"]!.AsArray())!["physicalLocation"]!;
        Assert.True(Uri.IsWellFormedUriString((string)place["artifactLocation"]!["uri"]!, UriKind.RelativeOrAbsolute));
        if (place["region"] is { } region)
        {
            Assert.True((int)region["startLine"]! >= 1 && (int)region["startColumn"]! >= 1);
        }
    }

    private static JsonNode Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }
}
