using HyOps.Contracts.Yaml;
using HyOps.Core.Problems;
using HyOps.Testing;
using HyOps.Testing.Sops;
using HyOps.Vault.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>The document itself, its key at hand. fixture.enc.yaml has IVs of 32 bytes; OpenSSL made it, and the npm package sops-age opens it.</summary>
public sealed class SopsDocumentTests
{
    private static readonly byte[] FixtureKey = Convert.FromHexString("74215b8f497de6c7252f74f81cccb3d1d55775b024458a2154ba066c79a6cb30");

    private static string Fixture => File.ReadAllText(Path.Combine(RepositoryRoot.FullPath, "tests/HyOps.Engine.Tests/BreakGlass/fixture.enc.yaml"));

    [Fact]
    public void A_file_of_others_opens_with_values_of_every_type() => Assert.Equal(
        [
            ("DB_PASSWORD", "a fixture, not a secret: Grüße \u2028 ${x}"), ("MANY_LINES", "one\ntwo\n"), ("PORT", "5432"), ("RATIO", "1.5"), ("ENABLED", "true"),
            ("LONG", new string('x', 5000)), ("NOTE_unencrypted", "see the runbook"),
        ],
        Opened(Fixture, FixtureKey));

    [Fact]
    public void Values_in_the_clear_and_empty_ones_count_for_the_check_value()
    {
        var writer = new SopsWriter().With("A", "one").With("EMPTY", "").WithClear("N_unencrypted", "12", "12").WithClear("B_unencrypted", "true", "True").WithClear("Q_unencrypted", "'0x1'", "0x1").WithClear("NOTHING", "null", "");

        Assert.Equal([("A", "one"), ("EMPTY", ""), ("N_unencrypted", "12"), ("B_unencrypted", "true"), ("Q_unencrypted", "0x1")], Opened(writer.Write(), writer.DataKey()));
        Assert.Contains("put it in quotes", Refused(new SopsWriter().WithClear("N_unencrypted", "1.50", "1.5")).NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_changed_places_are_noticed()
    {
        var writer = new SopsWriter().With("ONE", "first").With("TWO", "second");
        var lines = writer.Write().Split('\n');
        var swapped = lines.Select((line, at) => at < 2 ? $"{line.Split(':')[0]}:{lines[1 - at].Split(':', 2)[1]}" : line);

        var refused = Refused(string.Join('\n', swapped), writer.DataKey());

        Assert.Contains("dr.enc.yaml(1,6): the value of ONE does not fit its tag", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("first", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TWO: ", null, "made of")]
    [InlineData("tag:", "tag:AAAA", "base64|tag")]
    [InlineData("type:str", "type:comment", "has the type 'comment'")]
    [InlineData("type:str", "type:list", "has the type 'list'")]
    [InlineData("type:str]", "type:str", "is damaged")]
    [InlineData("type:str]", "type:bool]", "neither True nor False")]
    [InlineData(",iv:", ",vi:", "do not stand in it in this order")]
    [InlineData("AES256_GCM", "AES256_CBC", "is damaged")]
    [InlineData("ENC[", "enc[", "is not encrypted")]
    [InlineData("2026-01-02", "2026-01-03", "sops.mac does not fit its tag")]
    [InlineData("    mac:", "    mac_only_encrypted: true\n    mac:", "not those that sops.mac was made of")]
    [InlineData("    mac:", "    encrypted_regex: ^TWO\n    mac:", "not those that sops.mac was made of")]
    [InlineData("    mac:", "    encrypted_regex: (?<=T)WO\n    mac:", "the setting sops.encrypted_regex is not supported")]
    [InlineData("    mac:", "    encrypted_comment_regex: x\n    mac:", "the setting sops.encrypted_comment_regex is not supported")]
    [InlineData("    mac:", "    encrypted_regex: ^TWO\n    encrypted_suffix: O\n    mac:", "more than one of unencrypted_suffix")]
    [InlineData("    mac:", "    shamir_threshold: 2\n    mac:", "split among key groups (Shamir)")]
    [InlineData("    mac:", "    key_groups:\n        - age: []\n    mac:", "split among key groups (Shamir)")]
    [InlineData("    mac:", "    cam:", "sops.cam")]
    [InlineData("sops:", "A:\n    B: 1\nsops:", "the value of A.B is not encrypted")]
    [InlineData("sops:", "spos:", "it has no map 'sops'")]
    public void A_changed_file_is_refused_and_named(string what, string? by, string expected)
    {
        var writer = new SopsWriter().With("ONE", "first").With("TWO", "second");
        var lines = writer.Write();
        var changed = by is null ? string.Join('\n', lines.Split('\n').Where(line => !line.StartsWith(what, StringComparison.Ordinal))) : ReplaceFirst(lines, what, by);

        var refused = Refused(changed, writer.DataKey());

        Assert.Contains(expected.Split('|'), part => refused.Message.Contains(part, StringComparison.Ordinal));
        Assert.NotNull(refused.NextStep);
    }

    [Fact]
    public void A_check_value_of_another_file_is_refused()
    {
        var writer = new SopsWriter().With("ONE", "first");
        var one = writer.Write();
        var longer = writer.With("TWO", "second").Write();
        var mixed = longer.Replace(Line(longer, "    mac:"), Line(one, "    mac:"), StringComparison.Ordinal);

        Assert.Contains("not those that sops.mac was made of", Refused(mixed, writer.DataKey()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_of_a_tag_and_a_wrong_key_are_refused()
    {
        var writer = new SopsWriter().With("ONE", "first");
        var text = writer.Write();
        var at = text.IndexOf("tag:", StringComparison.Ordinal) + 4;
        var flipped = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];

        Assert.Contains("ONE does not fit its tag", Refused(flipped, writer.DataKey()).Message, StringComparison.Ordinal);
        Assert.Contains("ONE does not fit its tag", Refused(text, FixtureKey).Message, StringComparison.Ordinal);
        Assert.Contains("has 31 bytes", Refused(text, writer.DataKey()[1..]).Message, StringComparison.Ordinal);
    }

    private static SopsException Refused(SopsWriter writer) => Refused(writer.Write(), writer.DataKey());

    private static SopsException Refused(string text, byte[] key) => Assert.Throws<SopsException>(() => Opened(text, key));

    private static List<(string, string)> Opened(string text, byte[] key) => [.. SopsDocument.Read(YamlFile.ParseMap(text, "dr.enc.yaml", new ProblemList())!, text).Open(key).Select(item => (item.Key, item.Value.Reveal()))];

    private static string Line(string text, string beginning) => text.Split('\n').Single(line => line.StartsWith(beginning, StringComparison.Ordinal));

    private static string ReplaceFirst(string text, string what, string by)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return text[..at] + by + text[(at + what.Length)..];
    }
}
