using System.Collections.Immutable;
using HyOps.Contracts.Kubernetes;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Kubernetes;

/// <summary>Manifests against the CRDs of a cluster.</summary>
public sealed class ManifestCheckTests
{
    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: externalsecrets.external-secrets.io }
        spec:
          group: external-secrets.io
          names: { kind: ExternalSecret }
          versions:
            - name: v1beta1
              served: false
              schema: { openAPIV3Schema: { type: object } }
            - name: v1
              served: true
              schema:
                openAPIV3Schema:
                  type: object
                  required: [spec]
                  properties:
                    spec:
                      type: object
                      properties:
                        word: { type: string, minLength: 2, maxLength: 4, pattern: "^[a-z]+$" }
                        number: { type: integer, minimum: 1, maximum: 3 }
                        port: { x-kubernetes-int-or-string: true }
                        free: { type: object, x-kubernetes-preserve-unknown-fields: true }
                        labels: { type: object, additionalProperties: { type: string } }
                        none: { type: string, nullable: true }
                        list: { type: array, maxItems: 2, items: { type: object, required: [a], properties: { a: { type: boolean } } } }
                        either: { type: object, oneOf: [{ required: [x] }, { required: [y] }], properties: { x: { type: string }, y: { type: string } } }
                        any: { type: object, anyOf: [{ required: [x] }, { required: [y] }], properties: { x: { type: string }, y: { type: string } } }
                        never: { type: object, not: { required: [x] }, properties: { x: { type: string }, z: { type: string } } }

        """;

    [Theory]
    [InlineData("word: abc")]
    [InlineData("number: 3")]
    [InlineData("port: 80")]
    [InlineData("port: http")]
    [InlineData("free: { anything: [1, { a: b }] }")]
    [InlineData("labels: { a: \"1\" }")]
    [InlineData("none: null")]
    [InlineData("list: [{ a: true }]")]
    [InlineData("either: { x: \"1\" }")]
    [InlineData("any: { x: a, y: b }")]
    [InlineData("never: { z: a }")]
    public void What_fits_the_schema_has_no_problem(string field) => Assert.Empty(Check(field));

    [Theory]
    [InlineData("word: a", "at least 2")]
    [InlineData("word: abcde", "at most 4")]
    [InlineData("word: aB1", "does not match ^[a-z]+$")]
    [InlineData("word: yes", "of type boolean")]
    [InlineData("word: 12", "quotes")]
    [InlineData("number: 4", "outside of 1 to 3")]
    [InlineData("number: \"2\"", "of type string")]
    [InlineData("number: 1.5", "of type number")]
    [InlineData("port: 1.5", "a whole number or a text")]
    [InlineData("labels: { a: 1 }", "of type integer")]
    [InlineData("none: 1", "of type integer")]
    [InlineData("list: [{}]", "a is missing")]
    [InlineData("list: [{ a: true, b: 1 }]", "unknown")]
    [InlineData("list: [{ a: true }, { a: true }, { a: true }]", "at most 2")]
    [InlineData("either: { x: a, y: b }", "exactly one")]
    [InlineData("either: {}", "exactly one")]
    [InlineData("any: {}", "none of the 2")]
    [InlineData("never: { x: a }", "must not have")]
    [InlineData("wrod: abc", "Did you mean 'word'?")]
    public void What_does_not_is_a_problem_at_its_place(string field, string says)
    {
        var problem = Assert.Single(Check(field));

        Assert.Equal(("HYO1507", 4), (problem.Code, problem.Location.Line));
        Assert.Contains(says, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_the_cluster_does_not_serve_is_a_problem()
    {
        var problem = Assert.Single(Check("word: abc", manifest => manifest.Replace("/v1\n", "/v1beta1\n", StringComparison.Ordinal)));

        Assert.Equal(("HYO1508", Severity.Error), (problem.Code, problem.Severity));
        Assert.Contains("apiVersion: external-secrets.io/v1.", problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("json")]
    [InlineData("chart")]
    public void CRDs_are_read_as_a_cluster_prints_them_and_as_a_chart_has_them(string form)
    {
        var crds = form switch
        {
            "list" => "apiVersion: v1\nkind: List\nitems:\n- " + Crd.TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal) + "\n",
            "json" => """{"kind":"List","items":[{"kind":"CustomResourceDefinition","spec":{"group":"external-secrets.io","names":{"kind":"ExternalSecret"},"versions":[{"name":"v1","served":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"word":{"type":"string"}}}}}}}]}}]}""",
            _ => "{{- if .Values.installCRDs }}\n" + Crd.Replace("names: {", "conversion: { name: {{ include \"chart.name\" . }}-webhook }\n  names: {", StringComparison.Ordinal) + "{{- end }}\n",
        };

        Assert.Empty(Check("word: abc", crds: crds));
        Assert.Single(Check("wrod: abc", crds: crds));
    }

    private static ImmutableArray<Problem> Check(string field, Func<string, string>? change = null, string crds = Crd)
    {
        using var project = new SampleProject();
        var manifest = $"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {{ name: a }}\nspec: {{ {field} }}\n";
        var request = new ManifestCheckRequest { Manifests = project.Write("k8s/a.yaml", change is null ? manifest : change(manifest)), Crds = project.Write("crds.yaml", crds) };
        var problems = new ProblemList();
        new ManifestCheck(project.Folders).Run(request, problems);
        return problems.ToImmutable();
    }
}
