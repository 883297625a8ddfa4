using System.Buffers;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Redaction;

public sealed class StreamTests
{
    [Fact]
    public void A_prompt_without_a_line_end_comes_out_at_once()
    {
        var output = new ArrayBufferWriter<byte>();
        var pipe = MaskedStream.Set("k7-secret-value").Open(masked => output.Write(masked));

        pipe.Write("Enter a value: "u8);

        Assert.Equal("Enter a value: ", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Only_what_may_be_the_start_of_a_secret_is_held_back()
    {
        var output = new ArrayBufferWriter<byte>();
        var pipe = MaskedStream.Set("k7-secret-value").Open(masked => output.Write(masked));

        pipe.Write("clean k7-sec"u8);
        var before = Encoding.UTF8.GetString(output.WrittenSpan);
        pipe.Write("ond"u8);

        Assert.Equal("clean ", before);
        Assert.Equal("clean k7-second", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_value_that_the_stream_ends_in_the_middle_of_comes_out_at_the_end()
    {
        Assert.Equal("clean k7-s", MaskedStream.Mask(MaskedStream.Set("k7-secret-value"), "clean k7-s", 1));
    }

    [Theory]
    [InlineData("xpassw0rdx", "x***x")]
    [InlineData("xpassw0rd-and-morex", "x***x")]
    [InlineData("xpassw0rd-and-mor", "x***-and-mor")]
    public void Of_a_secret_that_begins_another_one_the_longest_wins(string text, string masked)
    {
        var set = MaskedStream.Set("passw0rd", "passw0rd-and-more");

        Assert.All(Enumerable.Range(1, text.Length), chunk => Assert.Equal(masked, MaskedStream.Mask(set, text, chunk)));
    }

    [Fact]
    public void Overlapping_secrets_are_masked_entirely()
    {
        var set = MaskedStream.Set("abcdefgh", "efghijkl", "cdefXYZW0");

        Assert.All(Enumerable.Range(1, 20), chunk => Assert.Equal("<***>", MaskedStream.Mask(set, "<abcdefghijkl>", chunk)));
    }

    [Fact]
    public void A_huge_value_is_masked_as_one_and_in_parts()
    {
        var random = new Random(7);
        var huge = new string([.. Enumerable.Range(0, 64 * 1024).Select(_ => (char)('!' + random.Next(90)))]);
        var set = MaskedStream.Set(huge);

        Assert.Equal("[***]", MaskedStream.Mask(set, $"[{huge}]", 1000));
        Assert.Equal("[***]", MaskedStream.Mask(set, $"[{huge}]"));
        Assert.Contains("***", MaskedStream.Mask(set, huge[1000..2000]), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_pass_unchanged()
    {
        var bytes = new byte[1024 * 1024];
        new Random(3).NextBytes(bytes);

        Assert.Equal(bytes, MaskedStream.Mask(MaskedStream.Set("k7-secret-value"), bytes, 4093));
    }

    [Fact]
    public void Colours_around_a_secret_are_unharmed()
    {
        Assert.Equal("\e[31m***\e[0m", MaskedStream.Mask(MaskedStream.Set("k7-secret-value"), "\e[31mk7-secret-value\e[0m", 2));
    }

    [Fact]
    public void A_value_registered_while_a_pipe_is_open_is_masked_from_the_next_chunk_on()
    {
        var masker = new Masker();
        var output = new ArrayBufferWriter<byte>();
        var pipe = masker.Open(masked => output.Write(masked));

        pipe.Write("late-secret "u8);
        masker.Register([SecretValue.From("late-secret")]);
        pipe.Write("late-secret"u8);
        pipe.Complete();

        Assert.Equal("late-secret ***", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Five_hundred_secrets_are_found_among_others()
    {
        var secrets = Enumerable.Range(0, 500).Select(index => $"value-{index:D4}-{index * 7919}-end").ToArray();
        var set = MaskedStream.Set(secrets);
        var text = string.Join(' ', secrets.Select(secret => $"<{secret}>"));

        var expected = string.Join(' ', secrets.Select(_ => "<***>"));
        Assert.Equal(expected, MaskedStream.Mask(set, text));
        Assert.Equal(expected, MaskedStream.Mask(set, text, 17));
    }

    [Fact]
    public void Nothing_registered_masks_nothing()
    {
        Assert.Equal("any text", MaskedStream.Mask(MaskSet.Empty, "any text", 2));
        Assert.False(MaskSet.Empty.Holds("any text"));
    }

    [Fact]
    public void A_clean_chunk_costs_no_memory()
    {
        var masker = new Masker();
        masker.Register([SecretValue.From("k7-secret-value"), SecretValue.From("k7!x")]);
        var pipe = masker.Open(static _ => { });
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a line of \e[32msome\e[0m log k7-\nTASK [Set password] {\"a\": \"b\\n\"} 100% of https://x.example/y&amp;z\n", 1000)));
        pipe.Write(chunk);
        pipe.Write(chunk);

        var before = GC.GetAllocatedBytesForCurrentThread();
        pipe.Write(chunk);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
