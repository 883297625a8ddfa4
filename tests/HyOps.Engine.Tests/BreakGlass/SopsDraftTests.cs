using System.Collections.Immutable;
using System.Security.Cryptography;
using HyOps.Contracts.Yaml;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Testing;
using HyOps.Testing.Sops;
using HyOps.Vault.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>What we write, read by us and by others.</summary>
public sealed class SopsDraftTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 3, 4, 5, 678, TimeSpan.FromHours(2));
    private readonly TempFolder folder = new("sops-draft");
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public static TheoryData<SopsFormat> Formats => [SopsFormat.Yaml, SopsFormat.Json, SopsFormat.Dotenv];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_value_comes_back_as_it_was(SopsFormat format)
    {
        string[] values = ["plain", "", " spaces ", "one\ntwo\n", "\\n stays", "Grüße 🔑 \u2028\u0085\u00a0", "'\"\\${x}`", "null", "0x1F", "ENC[not", "#no comment", "a: b", new string('x', 5000), "\r\n", "\ufeff"];
        SopsItem[] items = [.. values.Select((value, at) => SopsItem.Text($"KEY_{at}", SecretValue.From(value)))];

        var text = Draft(format, items).Seal(key);

        Assert.Equal(values, Opened(format, text).Select(item => item.Value.Reveal()));
        Assert.DoesNotContain(values, value => value.Length > 4 && value != "\ufeff" && text.Contains(value, StringComparison.Ordinal));
        Assert.Contains("2026-11-22T01:04:05Z", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Words_that_a_format_takes_for_something_else_stay_keys_and_texts(SopsFormat format)
    {
        string[] keys = ["yes", "NO", "Null", "on", "y", "_", "TRUE_unencrypted", "NUMBER_unencrypted", "QUOTES_unencrypted"];
        SopsItem[] items = [.. keys.Select(name => SopsItem.Text(name, SecretValue.From(name[0] switch { 'T' => "true", 'N' when name.Length > 4 => "012", 'Q' => "a \"b\" \\ é \u2028 🔑", _ => "value" })))];

        var opened = Opened(format, Draft(format, items).Seal(key));

        Assert.Equal(items.Select(item => (item.Key, item.Value, "str")), opened.Select(item => (item.Key, item.Value, item.Type)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Sops_age_opens_it_and_openssl_agrees_on_the_check_value(SopsFormat format)
    {
        var age = new AgeKey(folder.At("key.txt"));
        var file = folder.Write($"dr.enc.{(format is SopsFormat.Dotenv ? "env" : format.ToString().ToLowerInvariant())}", "");
        SopsItem[] items = [SopsItem.Comment(" for a recovery"), SopsItem.Text("DB_PASSWORD", SecretValue.From("s3cret: \"quoted\" Grüße 🔑")), SopsItem.Text("LINES", SecretValue.From("one\ntwo\n")), SopsItem.Text("NOTE_unencrypted", SecretValue.From("in the clear"))];
        await File.WriteAllTextAsync(file, (Draft(format, items) with { Recipients = [SopsRecipient.ForAge(age.Recipient, age.Wrap(key))] }).Seal(key), TestContext.Current.CancellationToken);

        var values = await SopsAge.OpenAsync(file, await File.ReadAllTextAsync(age.FilePath, TestContext.Current.CancellationToken), key, TestContext.Current.CancellationToken);

        Assert.Equal(["DB_PASSWORD=s3cret: \"quoted\" Grüße 🔑", "LINES=one\ntwo\n", "NOTE_unencrypted=in the clear"], values.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Theory]
    [InlineData("unencrypted_suffix", "_PLAIN", "KEEP_PLAIN", true)]
    [InlineData("encrypted_suffix", "_SECRET", "KEEP", false)]
    [InlineData("unencrypted_regex", "^(KEEP|NOTE)", "KEEP", true)]
    [InlineData("encrypted_regex", "SECRET$", "KEEP", false)]
    public void Rules_say_what_is_encrypted_and_what_counts(string setting, string rule, string clearKey, bool commentsAreEncrypted)
    {
        SopsItem[] items = [SopsItem.Comment(" remark"), SopsItem.Text("DB_SECRET", SecretValue.From("hidden value")), SopsItem.Text(clearKey, SecretValue.From("clear value"))];
        var whole = Draft(SopsFormat.Yaml, items) with { Rules = Rules(setting, rule, macOnlyEncrypted: false) };
        var part = whole with { Rules = Rules(setting, rule, macOnlyEncrypted: true) };

        var (text, partly) = (whole.Seal(key), part.Seal(key));

        Assert.Contains($"{clearKey}: \"clear value\"\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden value", text, StringComparison.Ordinal);
        Assert.Equal(!commentsAreEncrypted, text.StartsWith("# remark\n", StringComparison.Ordinal));
        Assert.Equal(["remark", "hidden value", "clear value"], Opened(SopsFormat.Yaml, text).Select(item => item.Value.Reveal().Trim()));
        Assert.Throws<SopsException>(() => Opened(SopsFormat.Yaml, text.Replace("clear value", "other value", StringComparison.Ordinal)));
        Assert.Equal("other value", Opened(SopsFormat.Yaml, partly.Replace("clear value", "other value", StringComparison.Ordinal))[^1].Value.Reveal());
        Assert.Throws<SopsException>(() => Opened(SopsFormat.Yaml, partly.Replace("    mac_only_encrypted: true\n", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_value_has_an_iv_of_32_bytes_of_its_own_and_is_bound_to_its_key()
    {
        var text = Draft(SopsFormat.Dotenv, SopsItem.Text("A", SecretValue.From("same")), SopsItem.Text("B", SecretValue.From("same"))).Seal(key);
        var ivs = text.Split(",iv:").Skip(1).Select(rest => rest[..rest.IndexOf(',', StringComparison.Ordinal)]).ToList();
        var lines = text.Split('\n');

        Assert.Equal((3, 3), (ivs.Count, ivs.Distinct().Count()));
        Assert.All(ivs, iv => Assert.Equal(32, Convert.FromBase64String(iv).Length));
        Assert.Throws<SopsException>(() => Opened(SopsFormat.Dotenv, string.Join('\n', [$"A={lines[1][2..]}", $"B={lines[0][2..]}", .. lines[2..]])));
    }

    [Fact]
    public void What_did_not_change_stands_as_it_stood_so_that_git_shows_what_did()
    {
        var before = Draft(SopsFormat.Yaml, SopsItem.Comment(" remark"), SopsItem.Text("A", SecretValue.From("one")), SopsItem.Text("B", SecretValue.From("two"))).Seal(key);
        var items = Opened(SopsFormat.Yaml, before);

        var after = Draft(SopsFormat.Yaml, [items[0], items[1], SopsItem.Text("B", SecretValue.From("three"))]).Seal(key);
        var fresh = Draft(SopsFormat.Yaml, [.. items]).Seal(RandomNumberGenerator.GetBytes(32));

        Assert.Equal(before.Split('\n')[..2], after.Split('\n')[..2]);
        Assert.NotEqual(before.Split('\n')[2], after.Split('\n')[2]);
        Assert.Empty(before.Split('\n')[..3].Intersect(fresh.Split('\n')));
    }

    [Theory]
    [InlineData(SopsFormat.Yaml, "sops")]
    [InlineData(SopsFormat.Json, "sops")]
    [InlineData(SopsFormat.Dotenv, "sops_mac")]
    public void A_key_with_the_name_of_the_metadata_is_refused(SopsFormat format, string name) =>
        Assert.Contains(name, Assert.Throws<SopsException>(() => Draft(format, SopsItem.Text(name, SecretValue.From("x"))).Seal(key)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_dotenv_line_that_is_none_and_a_key_that_is_there_twice_are_refused()
    {
        var text = Draft(SopsFormat.Dotenv, SopsItem.Text("A", SecretValue.From("one"))).Seal(key);

        Assert.Contains("dr.enc(1,1): neither KEY=value", Assert.Throws<SopsException>(() => Opened(SopsFormat.Dotenv, $"A\n{text}")).Message, StringComparison.Ordinal);
        Assert.Contains("A is there twice", Assert.Throws<SopsException>(() => Opened(SopsFormat.Dotenv, $"A=\n{text}")).Message, StringComparison.Ordinal);
        Assert.Contains("no map 'sops'", Assert.Throws<SopsException>(() => Opened(SopsFormat.Dotenv, "A=one\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_else_can_open_it_stays_as_it_was_and_types_stay_types()
    {
        var writer = new SopsWriter().With("PORT", "5432", "int").With("ON", "True", "bool").For("azure_kv", "vault_url", "https://kv.example.test", "bm8=").For("pgp", "fp", "0123", "armour\n\nlines");
        var read = Read(SopsFormat.Yaml, writer.Write());

        var text = (Draft(SopsFormat.Yaml, [.. read.Open(writer.DataKey())]) with { Recipients = read.Recipients }).Seal(writer.DataKey());
        var again = Read(SopsFormat.Yaml, text);

        Assert.Equal([("PORT", "5432", "int"), ("ON", "true", "bool")], again.Open(writer.DataKey()).Select(item => (item.Key, item.Value.Reveal(), item.Type)));
        Assert.Equal(read.Recipients.Select(one => (one.Kind, one.Name, one.Wrapped)), again.Recipients.Select(one => (one.Kind, one.Name, one.Wrapped)));
        Assert.Contains("vault_url: \"https://kv.example.test\"", text, StringComparison.Ordinal);
    }

    private static SopsRules Rules(string setting, string rule, bool macOnlyEncrypted) => (setting switch
    {
        "unencrypted_suffix" => new SopsRules { UnencryptedSuffix = rule },
        "encrypted_suffix" => new SopsRules { EncryptedSuffix = rule },
        "unencrypted_regex" => new SopsRules { UnencryptedRegex = rule },
        _ => new SopsRules { EncryptedRegex = rule },
    }) with { MacOnlyEncrypted = macOnlyEncrypted };

    private static SopsDraft Draft(SopsFormat format, params SopsItem[] items) =>
        new() { File = "dr.enc", Format = format, Items = [.. items], Recipients = [SopsRecipient.ForAge("age1test", "-----BEGIN\n\nwrapped\n-----END\n"), SopsRecipient.ForAge("age1other", "one line")], LastModified = Time };

    private static SopsDocument Read(SopsFormat format, string text) =>
        format is SopsFormat.Dotenv ? SopsDocument.ReadDotenv("dr.enc", text) : SopsDocument.Read(YamlFile.ParseMap(text, "dr.enc", new ProblemList())!, text);

    private ImmutableArray<SopsItem> Opened(SopsFormat format, string text) => Read(format, text).Open(key);
}
