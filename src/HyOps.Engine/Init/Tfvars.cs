using System.Globalization;
using System.Text;

namespace HyOps.Engine.Init;

/// <summary>
/// The text of a tfvars file: one <c>name = value</c> a line, aligned as <c>terraform fmt</c> does, the same bytes for the same values.
/// Strings are HCL's quoted templates: https://developer.hashicorp.com/terraform/language/expressions/strings.
/// </summary>
internal static class Tfvars
{
    /// <summary>Formats the fields that have a value, in their order.</summary>
    /// <param name="target">Whose they are.</param>
    /// <param name="values">The values.</param>
    public static string Format(IInitTarget target, TargetValues values)
    {
        var fields = target.FieldsFor(values).Where(field => values.Has(field.Name)).ToList();
        var width = fields.Max(field => (int?)field.Name.Length) ?? 0;
        var text = new StringBuilder($"# Credentials of {target.Name}, written by 'hyops init {target.Name}'. They never leave this machine.\n");
        foreach (var field in fields)
        {
            text.Append(field.Name.PadRight(width)).Append(" = ").Append(ValueOf(field, values)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The text as an HCL string, quotes included.</summary>
    /// <param name="text">Any text.</param>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            quoted.Append(Escaped(text[i], i + 1 < text.Length && text[i + 1] == '{'));
        }

        return quoted.Append('"').ToString();
    }

    private static string ValueOf(TargetField field, TargetValues values) =>
        field.IsSecret ? Quoted(values.Secret(field.Name).Reveal())
        : field.IsBoolean ? values[field.Name]
        : Quoted(values[field.Name]);

    // A marker of templates by its code: '$${' would be right as well, but not after another '$'.
    private static string Escaped(char c, bool beforeBrace) => c switch
    {
        '\\' => @"\\",
        '"' => "\\\"",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        '$' or '%' when beforeBrace => Code(c),
        _ when char.IsControl(c) => Code(c),
        _ => c.ToString(),
    };

    private static string Code(char c) => @"\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture);
}
