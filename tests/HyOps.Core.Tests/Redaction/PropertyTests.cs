using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace HyOps.Core.Tests.Redaction;

public sealed class PropertyTests
{
    /// <summary>Few letters, so that secrets overlap, repeat and begin each other.</summary>
    private static readonly Gen<string> Text = Gen.Elements('a', 'b', 'c', '1').ArrayOf().Select(letters => new string(letters));

    private static readonly Gen<string> Secret = Gen.Elements('a', 'b', 'c', '1').ArrayOf(9).SelectMany(
        letters => Gen.Choose(4, 9).Select(length => new string(letters)[..length]));

    private static readonly Gen<(string[] Secrets, string Text, int Chunk)> Case =
        from secrets in Secret.ArrayOf(3)
        from parts in Gen.OneOf(Text, Gen.Elements(secrets)).ArrayOf()
        from chunk in Gen.Choose(1, 12)
        select (secrets, string.Concat(parts), chunk);

    [Fact]
    public void Any_chunking_gives_what_one_write_gives_and_what_a_simple_search_gives()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(3000);
        Prop.ForAll(Case.ToArbitrary(), sample =>
        {
            var set = MaskedStream.Set(sample.Secrets);
            var whole = MaskedStream.Mask(set, sample.Text);
            Assert.Equal(whole, MaskedStream.Mask(set, sample.Text, sample.Chunk));
            Assert.Equal(SimpleSearch(set.Patterns.All, sample.Text), whole);
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
            var masked = MaskedStream.Mask(set, $"x{value}y", 3);
            Assert.Equal(set.ShortValues.Count > 0, masked.Contains(value, StringComparison.Ordinal));
        }).Check(config);
    }

    /// <summary>Marks every byte of every occurrence of every pattern; each run of occurrences that overlap is one replacement.</summary>
    private static string SimpleSearch(IEnumerable<byte[]> patterns, string text)
    {
        var forms = patterns.Select(Encoding.UTF8.GetString).ToList();
        var result = new StringBuilder();
        var end = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var longest = forms.Where(form => string.CompareOrdinal(text, at, form, 0, form.Length) == 0).Select(form => form.Length).DefaultIfEmpty().Max();
            if (longest > 0 && at >= end)
            {
                result.Append("***");
            }

            end = Math.Max(end, at + longest);
            if (at >= end)
            {
                result.Append(text[at]);
            }
        }

        return result.ToString();
    }
}
