using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Core.Configuration;

namespace HyOps.Contracts.Kubernetes;

/// <summary>The rules of a schema about texts, numbers and sizes. A text is never repeated: it may be a secret.</summary>
internal static class ScalarRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static IEnumerable<SchemaCheck.Finding> Check(ConfigMap schema, ConfigScalar scalar, string path)
    {
        if (SchemaValues.TypeOf(scalar) == "string")
        {
            foreach (var finding in Count(schema, "minLength", "maxLength", new StringInfo(scalar.Text).LengthInTextElements, scalar, path, "characters"))
            {
                yield return finding;
            }

            if ((schema["pattern"] as ConfigScalar)?.Text is { } pattern && !Matches(pattern, scalar.Text))
            {
                yield return new SchemaCheck.Finding(scalar.Location, path, $"{path} does not match {pattern}", "Write it in that form.");
            }
        }

        if (SchemaValues.NumberOf(scalar) is { } number)
        {
            var (least, most) = (Number(schema, "minimum"), Number(schema, "maximum"));
            if (number < least || (number == least && IsTrue(schema, "exclusiveMinimum")) || number > most || (number == most && IsTrue(schema, "exclusiveMaximum")))
            {
                yield return new SchemaCheck.Finding(scalar.Location, path, $"{path} is {scalar.Text}, outside of {Bound(least)} to {Bound(most)}", "Write a number within.");
            }
        }
    }

    /// <summary>A number of things within bounds.</summary>
    public static IEnumerable<SchemaCheck.Finding> Count(ConfigMap schema, string least, string most, int count, ConfigNode value, string path, string things)
    {
        if (count < Number(schema, least))
        {
            yield return new SchemaCheck.Finding(value.Location, path, $"{path} has {count} {things}, and needs at least {Bound(Number(schema, least))}", "Add what is missing.");
        }

        if (count > Number(schema, most))
        {
            yield return new SchemaCheck.Finding(value.Location, path, $"{path} has {count} {things}, and may have at most {Bound(Number(schema, most))}", "Remove what is too much.");
        }
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            // A pattern that only Go understands, or one that takes for ever, decides nothing.
            return true;
        }
    }

    private static double? Number(ConfigMap schema, string word) => schema[word] is { } node ? SchemaValues.NumberOf(node) : null;

    private static bool IsTrue(ConfigMap schema, string word) => (schema[word] as ConfigScalar)?.AsBoolean == true;

    private static string Bound(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "any";
}
