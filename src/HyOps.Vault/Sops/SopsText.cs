using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HyOps.Vault.Sops;

/// <summary>A line of a document: a key with what stands for it, or a comment.</summary>
/// <param name="Key">The key; null for a comment.</param>
/// <param name="Text">What stands for it.</param>
/// <param name="IsQuoted">Whether it is a text that must not be taken for a number or a word of the format.</param>
internal sealed record SopsLine(string? Key, string Text, bool IsQuoted);

/// <summary>A document, encrypted, before it is written down in a format.</summary>
/// <param name="Lines">Its values and comments.</param>
/// <param name="Recipients">For whom the data key is encrypted.</param>
/// <param name="Settings">The rest of the metadata.</param>
internal sealed record SopsText(ImmutableArray<SopsLine> Lines, ImmutableArray<SopsRecipient> Recipients, ImmutableArray<KeyValuePair<string, string>> Settings)
{
    // What YAML 1.1, which SOPS' reader knows, takes for something else than a text.
    private static readonly string[] YamlWords = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    /// <summary>The recipients as the metadata has them: by kind.</summary>
    public IEnumerable<IGrouping<string, SopsRecipient>> Kinds => Recipients.GroupBy(recipient => recipient.Kind, StringComparer.Ordinal);

    /// <summary>As YAML.</summary>
    public string AsYaml()
    {
        var text = new StringBuilder();
        foreach (var line in Lines)
        {
            text.Append(line.Key is null ? $"#{line.Text}\n" : $"{YamlKey(line.Key)}: {(line.IsQuoted ? Quoted(line.Text) : line.Text)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{SopsMetadata.Key}:\n");
        foreach (var kind in Kinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {kind.Key}:\n");
            foreach (var fields in kind.Select(recipient => recipient.Fields))
            {
                text.Append("        - ").AppendJoin("          ", fields.Select(field => $"{field.Key}: {YamlBlock(field.Value)}\n"));
            }
        }

        return text.AppendJoin("", Settings.Select(setting => $"    {setting.Key}: {(IsWritten(setting) ? setting.Value : Quoted(setting.Value))}\n")).ToString();
    }

    /// <summary>As JSON, indented with tabs as SOPS does.</summary>
    public string AsJson()
    {
        var values = Lines.Where(line => line.Key is not null).Select(line => $"\t{Quoted(line.Key!)}: {(line.IsQuoted || line.Text.StartsWith("ENC[", StringComparison.Ordinal) ? Quoted(line.Text) : line.Text)}");
        var kinds = Kinds.Select(kind => $"\t\t{Quoted(kind.Key)}: [\n{string.Join(",\n", kind.Select(JsonRecipient))}\n\t\t]");
        var settings = Settings.Select(setting => $"\t\t{Quoted(setting.Key)}: {(setting.Key == SopsMetadata.MacOnlyEncrypted ? setting.Value : Quoted(setting.Value))}");
        var sops = $"\t\"{SopsMetadata.Key}\": {{\n{string.Join(",\n", kinds.Concat(settings))}\n\t}}";
        return $"{{\n{string.Join(",\n", values.Append(sops))}\n}}\n";
    }

    private static string JsonRecipient(SopsRecipient recipient) =>
        $"\t\t\t{{\n{string.Join(",\n", recipient.Fields.Select(field => $"\t\t\t\t{Quoted(field.Key)}: {Quoted(field.Value)}"))}\n\t\t\t}}";

    private static bool IsWritten(KeyValuePair<string, string> setting) => setting.Key is SopsMetadata.MacOnlyEncrypted or SopsMetadata.MacSetting;

    private static string YamlKey(string key) =>
        YamlWords.Contains(key, StringComparer.OrdinalIgnoreCase) || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') || char.IsAsciiDigit(key[0]) ? Quoted(key) : key;

    // An armoured text stays readable.
    private static string YamlBlock(string text) =>
        text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && text.All(letter => letter is '\n' or (>= ' ' and <= '~')) && !text.StartsWith(' ')
            ? $"|\n{string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"            {line}\n"))}".TrimEnd('\n')
            : Quoted(text);

    // The escapes that YAML and JSON have in common, for what one of them does not take as it is.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '\n' => quoted.Append("\\n"),
                < ' ' or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
