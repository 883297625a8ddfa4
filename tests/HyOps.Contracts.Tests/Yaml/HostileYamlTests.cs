using HyOps.Contracts.Yaml;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Yaml;

public sealed class HostileYamlTests
{
    private const int Limit = YamlLimits.Bytes;

    public static TheoryData<string> Shapes =>
    [
        "[", "{", "{a: ", "[[a]: ", "- ", "? ", "a: &a ", "*a ", "!!", "!<", "\"", "'", "|\n ", ">\n\n", "\n", " ", "#", "%", "&", "a: b\n", "- - ", "\\", "- |\n", "a\n", "---\n", "a: [b,\n", "{a, ", ": ", "\"\\x", "a:\n ", "<<: ",
    ];

    // The bound is on the work, not on the clock: what is not finished within the test's own timeout never would be.
    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Shapes))]
    public async Task Four_megabytes_of_one_shape_end_with_a_problem_or_a_map(string shape)
    {
        var yaml = string.Concat(Enumerable.Repeat(shape, Limit / shape.Length));

        var problems = await Task.Run(() => Reading.Problems(yaml), TestContext.Current.CancellationToken);

        Assert.All(problems, problem => Assert.NotNull(ProblemCodes.Find(problem.Code)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Aliases_that_explode_are_refused_within_the_budget()
    {
        var levels = Enumerable.Range(1, 40).Select(level => $"l{level}: &l{level} [*l{level - 1}, *l{level - 1}, *l{level - 1}]");
        var yaml = $"l0: &l0 [a]\n{string.Join('\n', levels)}\n";

        var problem = Assert.Single(await Task.Run(() => Reading.Problems(yaml), TestContext.Current.CancellationToken));

        Assert.Equal(ProblemCodes.TooManyValues, problem.Code);
    }

    [Fact]
    public void Aliases_that_nest_deeper_than_the_limit_are_refused()
    {
        var levels = Enumerable.Range(1, 80).Select(level => $"l{level}: &l{level} [*l{level - 1}]");

        var problem = Assert.Single(Reading.Problems($"l0: &l0 [a]\n{string.Join('\n', levels)}\n"));

        Assert.Equal(ProblemCodes.TooDeep, problem.Code);
    }

    [Fact]
    public void A_modest_alias_is_the_value_that_it_names()
    {
        var map = Reading.Good("base: &base { a: 1 }\nother: *base\n");

        Assert.Equal("1", Reading.Text(map, "other.a"));
    }

    [Fact]
    public void A_merge_key_brings_in_what_is_not_set_beside_it()
    {
        var map = Reading.Good("one: &one { a: 1, b: 1 }\ntwo: &two { b: 2, c: 2 }\nall:\n  <<: [*one, *two]\n  a: 0\n");

        Assert.Equal(["a", "b", "c"], Assert.IsType<ConfigMap>(map["all"]).Keys);
        Assert.Equal(["0", "1", "2"], ((string[])["all.a", "all.b", "all.c"]).Select(path => Reading.Text(map, path)));
    }

    [Fact]
    public void All_duplicates_and_tags_of_a_file_are_reported_at_once()
    {
        var problems = Reading.Problems("a: 1\na: 2\nb: !x 1\nc: { d: 1, d: 2 }\n");

        Assert.Equal([ProblemCodes.DuplicateKey, ProblemCodes.Tag, ProblemCodes.DuplicateKey], problems.Select(problem => problem.Code));
        Assert.Equal(["t.yml(2,1)", "t.yml(3,4)", "t.yml(4,12)"], problems.Select(problem => problem.Location.ToString()));
    }

    [Fact]
    public void Countless_problems_end_at_a_hundred()
    {
        var problems = Reading.Problems(string.Concat(Enumerable.Repeat("a: 1\n", 50_000)));

        Assert.InRange(problems.Count, 100, 101);
    }

    [Theory]
    [InlineData("no", "no")]
    [InlineData("NO", "NO")]
    [InlineData("0644", "0644")]
    [InlineData("1.10", "1.10")]
    [InlineData("1_000", "1_000")]
    [InlineData("0x1F", "0x1F")]
    [InlineData("12:30:45", "12:30:45")]
    [InlineData("2026-03-08", "2026-03-08")]
    [InlineData("1e3", "1e3")]
    [InlineData(".inf", ".inf")]
    [InlineData("=", "=")]
    [InlineData("\"a\\u2028b\"", "a\u2028b")]
    [InlineData("'it''s'", "it's")]
    public void The_text_that_the_author_wrote_stays(string written, string text) =>
        Assert.Equal(text, Reading.Text(Reading.Good($"value: {written}\n"), "value"));

    [Fact]
    public void A_byte_order_mark_at_the_start_is_no_part_of_the_first_key()
    {
        using var project = new SampleProject();
        project.WriteBytes(SampleProject.NetInputs, [0xEF, 0xBB, 0xBF, .. "cidr: \"10.2.0.0/16\"\n"u8]);

        Assert.Empty(project.Validate().Problems);
    }

    [Fact]
    public void Windows_line_ends_change_neither_lines_nor_texts()
    {
        var map = Reading.Good("a: 1\r\nb: |\r\n  x\r\n  y\r\n");

        Assert.Equal("x\ny\n", Reading.Text(map, "b"));
        Assert.Equal(2, map.Entry("b")!.KeyLocation.Line);
    }

    [Fact]
    public void A_syntax_problem_does_not_repeat_what_the_file_holds()
    {
        var problem = Assert.Single(Reading.Problems("password: \"hunter2\nother: &hunter2[x] 1\n"));

        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }
}
