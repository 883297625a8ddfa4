using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction.Forms;

/// <summary>All byte patterns of a secret: the value in every form, and each line of a value of several lines.</summary>
internal static class SecretForms
{
    /// <summary>A line shorter than this (<c>}</c>, <c>data:</c>) says little alone, and is in every log.</summary>
    private const int ShortestLine = 8;

    private static readonly ISecretForm[] OfValues =
    [
        new LiteralForm(),
        new Base64Form(),
        new HexForm(),
        new UrlForm(),
        new JsonForm(),
        new XmlForm(),
        new ShellForm(),
        new YamlForm(),
        new HclForm(),
    ];

    private static readonly ISecretForm[] OfLines = [new LiteralForm(), new JsonForm(), new XmlForm()];

    /// <summary>The patterns, none of them empty; equal ones may repeat.</summary>
    /// <param name="value">A secret that <see cref="MaskPolicy"/> masks.</param>
    internal static IEnumerable<byte[]> Of(SecretValue value)
    {
        var text = value.Reveal();
        var whole = new[] { text, text.Trim() }.Distinct().Where(variant => MaskPolicy.Judge(variant) is MaskVerdict.Masked);
        return whole.SelectMany(variant => OfValues.SelectMany(form => form.Of(variant)))
            .Concat(Lines(text).SelectMany(line => OfLines.SelectMany(form => form.Of(line))))
            .Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes);
    }

    /// <summary>The lines that are masked alone: not those that every PEM file has.</summary>
    private static IEnumerable<string> Lines(string text) =>
        text.AsSpan().Trim().ContainsAny('\n', '\r')
            ? text.Split(['\n', '\r'], StringSplitOptions.TrimEntries)
                .Where(line => line.Length >= ShortestLine && !line.StartsWith("-----", StringComparison.Ordinal))
                .Where(line => MaskPolicy.Judge(line) is MaskVerdict.Masked)
            : [];
}
