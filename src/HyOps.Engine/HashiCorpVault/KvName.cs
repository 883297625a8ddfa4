using System.Text.RegularExpressions;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>The name of a secret in a key/value engine, as maps write it: <c>team/netbox</c>, or <c>team/netbox#password</c>.</summary>
/// <param name="Path">The path below the mount.</param>
/// <param name="Field">The field there; <c>value</c> where the name says none.</param>
internal sealed partial record KvName(string Path, string Field)
{
    private const string UsualField = "value";

    /// <summary>The path as it stands in an address.</summary>
    public string Escaped => string.Join('/', Path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Takes a name apart; null where it is none.</summary>
    /// <param name="name">Any text.</param>
    public static KvName? Parse(string name)
    {
        var parts = name.Split('#', 2);
        var field = parts.Length == 2 ? parts[1] : UsualField;
        return PathForm().IsMatch(parts[0]) && FieldForm().IsMatch(field) && !parts[0].Split('/').Any(part => part is "." or "..") ? new KvName(parts[0], field) : null;
    }

    [GeneratedRegex(@"\A[^/\s#?%\p{C}]+(/[^/\s#?%\p{C}]+)*\z")]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\A[^\s#\p{C}]+\z")]
    private static partial Regex FieldForm();
}
