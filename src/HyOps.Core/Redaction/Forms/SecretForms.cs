using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction.Forms;

/// <summary>All forms of a secret: the value in each, and each line of a value of several lines.</summary>
internal static class SecretForms
{
    /// <summary>A line shorter than this (<c>}</c>, <c>data:</c>) says little alone, and is in every log.</summary>
    private const int ShortestLine = 8;

    private static readonly ISecretForm[] OfValues =
    [
        new LiteralForm(),
        new Base64Form("base64", Encoding.UTF8),
        new Base64Form("base64 of UTF-16", Encoding.Unicode),
        new HexForm(),
        new UrlForm(),
        new JsonForm(),
        new XmlForm(),
        new ShellForm(),
        new YamlForm(),
        new HclForm(),
        new PowerShellForm(),
        new WideForm(Encoding.Unicode),
        new WideForm(Encoding.BigEndianUnicode),
    ];

    private static readonly ISecretForm[] OfLines = [new LiteralForm(), new JsonForm(), new XmlForm(), new WideForm(Encoding.Unicode)];

    /// <summary>The forms, none of them shorter than four bytes; equal ones may repeat.</summary>
    /// <param name="value">A secret that <see cref="MaskPolicy"/> masks.</param>
    internal static IEnumerable<SecretForm> Of(SecretValue value)
    {
        var text = value.Reveal();
        var whole = new[] { text, text.Trim() }.Distinct().Where(variant => MaskPolicy.IsMasked(MaskPolicy.Judge(variant)));
        return whole.SelectMany(variant => OfValues.SelectMany(form => Written(form, variant)))
            .Concat(Lines(text).SelectMany(line => OfLines.SelectMany(form => Written(form, line))))
            .Where(form => form.Bytes.Length >= MaskPolicy.MinimumLength);
    }

    private static IEnumerable<SecretForm> Written(ISecretForm form, string text) =>
        form.Of(text).Distinct(StringComparer.Ordinal).Where(written => written != text || form is LiteralForm or WideForm)
            .Select(written => new SecretForm(form.Encoding.GetBytes(written), form.Name, form.IgnoresCase));

    /// <summary>The lines that are masked alone: not those that every PEM file has.</summary>
    private static IEnumerable<string> Lines(string text) =>
        text.AsSpan().Trim().ContainsAny('\n', '\r')
            ? text.Split(['\n', '\r'], StringSplitOptions.TrimEntries)
                .Where(line => line.Length >= ShortestLine && !line.StartsWith("-----", StringComparison.Ordinal))
                .Where(line => MaskPolicy.IsMasked(MaskPolicy.Judge(line)))
            : [];
}
