using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HyOps.Core;
using HyOps.Core.Secrets;

namespace HyOps.Vault.Tests;

public sealed class EnvFileBodyTests
{
    private const string Origin = "bundle";
    private static readonly ImmutableHashSet<SecretName> NoneAllowed = [];

    [Theory]
    [InlineData("A=plain", "plain")]
    [InlineData("A=", "")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A=  kept  ", "  kept  ")]
    [InlineData("A=a # no comment", "a # no comment")]
    [InlineData("A=it's", "it's")]
    [InlineData(@"A=back\nslash", @"back\nslash")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=\" spaces \"  \t", " spaces ")]
    [InlineData("A=\"a\\nb\\rc\\\\d\\\"e\"", "a\nb\rc\\d\"e")]
    [InlineData(@"A=""tab\t dollar\$ last\x""", @"tab\t dollar\$ last\x")]
    [InlineData("A='single \"quoted\" \\n'", "single \"quoted\" \\n")]
    [InlineData("export A=exported", "exported")]
    [InlineData("  export \t A=exported", "exported")]
    [InlineData("A=crlf\r", "crlf")]
    [InlineData("A=two\r\r", "two\r")]
    [InlineData("A=a\u2028b\u0085c\vd\fe\u2029f", "a\u2028b\u0085c\vd\fe\u2029f")]
    [InlineData("A=Grüße 😀", "Grüße 😀")]
    public void A_line_is_read_as_the_format_says(string line, string value)
    {
        Assert.Equal(value, ValueOf(Parse(line + "\n"), "A"));
        Assert.Equal(value, ValueOf(Parse("# before\n\n \t\r\n" + line), "A"));
    }

    [Fact]
    public void A_byte_order_mark_at_the_beginning_is_skipped()
    {
        Assert.Equal("1", ValueOf(Parse("\uFEFFA=1\n"), "A"));
        Assert.Throws<EnvFileException>(() => Parse("B=1\n\uFEFFA=1\n"));
    }

    [Fact]
    public void A_key_named_export_is_a_key()
    {
        Assert.Equal("1", ValueOf(Parse("export=1\nexported=2\n"), "export"));
    }

    [Theory]
    [InlineData("A=1\nno assignment", 2)]
    [InlineData("A=1\n\n=value", 3)]
    [InlineData("1A=x", 1)]
    [InlineData("A B=x", 1)]
    [InlineData("A =x", 1)]
    [InlineData("Ä=x", 1)]
    [InlineData("A=\"open", 1)]
    [InlineData("A=\"open\\\"", 1)]
    [InlineData("A='open", 1)]
    [InlineData("A=\"x\" y", 1)]
    [InlineData("A='x'y", 1)]
    [InlineData("B=1\nA=\0", 2)]
    [InlineData("#\0", 1)]
    [InlineData("B=1\nexport PATH=/evil", 2)]
    public void A_wrong_line_is_named_by_its_number_and_never_shown(string body, int line)
    {
        var problem = Assert.Throws<EnvFileException>(() => Parse(body));

        Assert.Contains($"{Origin}({line})", problem.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SecretsFailed, problem.ExitCode);
        Assert.NotNull(problem.NextStep);
        Assert.DoesNotContain("open", problem.Message.Replace("has no closing quote", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no assignment", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_names_both_lines()
    {
        var problem = Assert.Throws<EnvFileException>(() => Parse("A=1\n# c\nB=2\nexport A=3\n"));

        Assert.Contains("bundle(4): A is already set on line 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        var problem = Assert.Throws<EnvFileException>(() => EnvFileBody.Parse(Origin, [.. "A=1\nB="u8, 0xFF, .. "\n"u8], NoneAllowed));

        Assert.Contains("bundle(2)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reserved_key_is_taken_where_it_is_allowed()
    {
        var allowed = ImmutableHashSet.Create(SecretName.Parse("PATH"));

        var file = EnvFileBody.Parse(Origin, "PATH=/bin\n"u8, allowed);

        Assert.Equal("PATH=\"/bin\"\n", Encoding.UTF8.GetString(EnvFileBody.Format(file, allowed)));
        Assert.Throws<EnvFileException>(() => EnvFileBody.Format(file, NoneAllowed));
    }

    [Fact]
    public void A_body_is_written_sorted_and_quoted_with_its_comments_first()
    {
        var file = Parse("b=2\n# first\nB=it's\n\n  #second  \nA='say \"hi\"'\na_=x\\y\n");

        var text = Encoding.UTF8.GetString(EnvFileBody.Format(file, NoneAllowed));

        Assert.Equal("# first\n#second  \nA=\"say \\\"hi\\\"\"\nB=\"it's\"\na_=\"x\\\\y\"\nb=\"2\"\n", text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD800)]
    public void A_value_that_no_environment_can_hold_is_refused_by_its_key(int code)
    {
        var file = new EnvFile { Secrets = SecretBundle.Empty.With(SecretName.Parse("THE_KEY"), SecretValue.From($"a{(char)code}b")) };

        var problem = Assert.Throws<EnvFileException>(() => EnvFileBody.Format(file, NoneAllowed));

        Assert.StartsWith("THE_KEY: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_values_come_back_as_they_were()
    {
        var characters = Gen.OneOf(
            Gen.Elements("\"'\\\r\n\t #=$`;nr\u2028\u2029\u0085\v\f\u00A0\uFEFFé".ToCharArray()),
            Gen.Choose(1, 0x7F).Select(code => (char)code),
            Gen.Choose(0x80, 0xD7FF).Select(code => (char)code));
        var values = Gen.ListOf(characters).Select(list => new string([.. list]));

        Prop.ForAll(Gen.ListOf(values).ToArbitrary(), list =>
        {
            var bundle = SecretBundle.From(list.Select((value, at) => KeyValuePair.Create(SecretName.Parse($"K{at}"), SecretValue.From(value))));
            var read = EnvFileBody.Parse(Origin, EnvFileBody.Format(new EnvFile { Secrets = bundle }, NoneAllowed), NoneAllowed);
            return Enumerable.SequenceEqual(bundle.Secrets, read.Secrets.Secrets);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_what_was_read_is_stable()
    {
        var lines = Gen.Elements("A=", "B=\"", "export ", "'", "\"", "\\", "\n", "\r\n", "x", "#", " ", "C='y'", "\0");
        var bodies = Gen.ListOf(lines).Select(list => string.Concat(list));

        Prop.ForAll(bodies.ToArbitrary(), body =>
        {
            try
            {
                var first = EnvFileBody.Format(Parse(body), NoneAllowed);
                return first.AsSpan().SequenceEqual(EnvFileBody.Format(EnvFileBody.Parse(Origin, first, NoneAllowed), NoneAllowed));
            }
            catch (EnvFileException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static EnvFile Parse(string body) => EnvFileBody.Parse(Origin, Encoding.UTF8.GetBytes(body), NoneAllowed);

    private static string ValueOf(EnvFile file, string key) =>
        file.Secrets.TryGet(SecretName.Parse(key), out var value) ? value.Reveal() : throw new InvalidOperationException("not there");
}
