using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Core.Configuration;

namespace HyOps.Contracts.Kubernetes;

/// <summary>What a value is to the API server, which reads YAML 1.1: a plain <c>yes</c> is a boolean there, and <c>1.5</c> a number.</summary>
internal static partial class SchemaValues
{
    private static readonly HashSet<string> Booleans = new(StringComparer.Ordinal)
    {
        "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N",
    };

    /// <summary>The type's word in a schema, with an article where it is for people.</summary>
    public static string TypeOf(ConfigNode node) => node switch
    {
        ConfigMap => "object",
        ConfigList => "array",
        ConfigScalar { IsNull: true } => "null",
        ConfigScalar { IsPlain: true, Text: var text } when Booleans.Contains(text) => "boolean",
        ConfigScalar { IsPlain: true, Text: var text } when Integer().IsMatch(text) => "integer",
        ConfigScalar { IsPlain: true, Text: var text } when Number().IsMatch(text) => "number",
        _ => "string",
    };

    public static double? NumberOf(ConfigNode node) =>
        TypeOf(node) is "integer" or "number" && double.TryParse(((ConfigScalar)node).Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the value is of a type of a schema: a whole number is a number, too.</summary>
    public static bool Is(ConfigNode node, string type) =>
        TypeOf(node) is var actual && (actual == type || (type == "number" && actual == "integer") || (type == "integer" && NumberOf(node) is { } number && number == Math.Floor(number)));

    /// <summary>Whether two values are the same for <c>enum</c>.</summary>
    public static bool Same(ConfigNode left, ConfigNode right) => (left, right) switch
    {
        (ConfigScalar one, ConfigScalar other) => TypeOf(one) == TypeOf(other) && one.Text == other.Text,
        (ConfigList one, ConfigList other) => one.Items.Length == other.Items.Length && one.Items.Zip(other.Items).All(pair => Same(pair.First, pair.Second)),
        (ConfigMap one, ConfigMap other) => one.Entries.Length == other.Entries.Length && one.Entries.All(entry => other[entry.Key] is { } value && Same(entry.Value, value)),
        _ => false,
    };

    [GeneratedRegex(@"\A[-+]?([0-9]+|0x[0-9a-fA-F]+|0o[0-7]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
