using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HyOps.Core.Redaction;

namespace HyOps.Core.Tests.Redaction;

public sealed class PropertyTests
{
    /// <summary>Few letters, so that secrets overlap, repeat and begin each other; and what views read otherwise.</summary>
    private static readonly Gen<string> Letter = Gen.Elements("a", "b", "c", "1", "a", "b", "c", "1", "&", "\\", "%", "\"", "\n", " ");

    private static readonly Gen<string> Noise = Gen.Elements(
        "\e[0m", "\e[1;31m", "\e", "\e[", "\e]0;title\a", "\e]8;;x\e\\", "\0", "\\n", "\\\"", "\\\\", "\\u0061", "\\u00", "\\x62", "\\141", "%61", "%4", "%", "&#97;", "&#x62;", "&amp;", "&",
        "\r\n", "\n", "\\r\\n", "  ", "\n│ ", "\n| ", "abcabcabcabcabcabcabc", " ", "-");

    private static readonly Gen<string> Secret = Letter.ArrayOf(14).SelectMany(letters => Gen.Choose(4, 14).Select(length => string.Concat(letters[..length])));

    /// <summary>A secret, or a part of it, in some form, perhaps with noise within.</summary>
    private static Gen<string> Piece(string[] secrets) =>
        from secret in Gen.Elements(secrets)
        from form in Gen.Choose(0, 7)
        from noise in Noise
        from clean in Gen.Choose(0, 6)
        let written = Written(secret, form)
        from middle in Gen.Choose(0, written.Length)
        from whole in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        select whole ? written[..middle] + (clean < 3 ? noise : "") + written[middle..] : written[..middle];

    private static readonly Gen<(string[] Secrets, string Text, int[] Chunks)> Case =
        from secrets in Secret.ArrayOf(3)
        from parts in Gen.OneOf(Letter, Noise, Piece(secrets), Piece(secrets)).ArrayOf()
        from chunks in Gen.Choose(1, 12).ArrayOf(7)
        select (secrets, string.Concat(parts), chunks);

    private static readonly Gen<(string Text, int[] Chunks)> Keyed =
        from parts in Gen.Elements(
            "password", "PASS", "_pass", "token", "secret_", "key", "=", ":", ": ", " = ", "\"", "'", "\\\"", "\\", "hunter2x", "Zq8v", " ", "\n", "--", "://", "user:", "@host/", "Authorization: Bearer ",
            "eyJhbGciOi", ".", "ghp_", "0123456789012345678901234567890", "-----BEGIN RSA PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0", "-----END", "-", "<password>", "</", "\e[0m", "cookie: a=b; c", ",", ";").ArrayOf()
        from chunks in Gen.Choose(1, 12).ArrayOf(7)
        select (string.Concat(parts), chunks);

    [Fact]
    public void Any_chunking_gives_what_one_write_gives_and_what_the_plainest_search_gives()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(25);
        Prop.ForAll(Case.ToArbitrary(), sample =>
        {
            var set = MaskedStream.Set(sample.Secrets);
            var whole = MaskedStream.Mask(set, sample.Text);
            Assert.Equal(SlowMask.Mask(set, sample.Text), whole);
            Assert.Equal(whole, InChunks(sink => set.Open(sink), sample.Text, sample.Chunks));
        }).Check(config);
    }

    [Fact]
    public void What_is_secret_by_its_name_is_masked_the_same_in_any_chunking()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(4000).WithEndSize(40);
        Prop.ForAll(Keyed.ToArbitrary(), sample =>
        {
            var masker = new Masker();
            var whole = InChunks(masker.Open, sample.Text, [int.MaxValue]);
            Assert.Equal(whole, InChunks(masker.Open, sample.Text, sample.Chunks));
            Assert.Equal(whole, masker.Mask(sample.Text));
        }).Check(config);
    }

    [Fact]
    public void Whatever_a_secret_holds_its_text_does_not_survive()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(1000);
        var values = ArbMap.Default.GeneratorFor<string>().Where(value => value is { Length: > 5 } && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) == value);
        Prop.ForAll(values.ToArbitrary(), value =>
        {
            var set = MaskedStream.Set(value);
            var masked = MaskedStream.Mask(set, $"-{value}-", 3);
            Assert.Equal(set.Forms.Longest == 0, masked.Contains(value, StringComparison.Ordinal));
        }).Check(config);
    }

    private static string Written(string secret, int form) => form switch
    {
        0 => Convert.ToBase64String(Encoding.UTF8.GetBytes("xy" + secret + "z")),
        1 => Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
        2 => Uri.EscapeDataString(secret),
        3 => System.Text.Json.JsonSerializer.Serialize(secret),
        4 => System.Net.WebUtility.HtmlEncode(secret),
        5 => string.Join('\0', secret.AsEnumerable()),
        _ => secret,
    };

    private static string InChunks(Func<MaskedBytes, MaskingPipe> open, string text, int[] chunks)
    {
        var output = new ArrayBufferWriter<byte>();
        var pipe = open(masked => output.Write(masked));
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var (at, index) = (0, 0); at < bytes.Length; index++)
        {
            var length = Math.Min(chunks[index % chunks.Length], bytes.Length - at);
            pipe.Write(bytes.AsSpan(at, length));
            at += length;
        }

        pipe.Complete();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
