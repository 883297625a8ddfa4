using System.Text.RegularExpressions;
using HyOps.Contracts.Reading;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Names of objects in Kubernetes, see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/.</summary>
internal static partial class KubernetesNames
{
    private const string LabelAdvice = "Use at most 63 of a-z, 0-9 and -, with a letter or digit at both ends.";
    private const string SubdomainAdvice = "Use at most 253 of a-z, 0-9, - and ., with a letter or digit at both ends.";

    /// <summary>A namespace: a label of DNS.</summary>
    public static bool IsLabel(string text) => text.Length <= 63 && Label().IsMatch(text);

    /// <summary>A name of most objects: a subdomain of DNS.</summary>
    public static bool IsSubdomain(string text) => text.Length <= 253 && Subdomain().IsMatch(text);

    /// <summary>A key of a Secret.</summary>
    public static bool IsDataKey(string text) => text.Length <= 253 && DataKey().IsMatch(text) && text is not ("." or "..");

    /// <summary>Reads a namespace.</summary>
    public static string? ReadNamespace(MapReader reader, string key, ProblemList problems, bool required = true) =>
        Read(reader, key, problems, required, IsLabel, LabelAdvice);

    /// <summary>Reads an object's name.</summary>
    public static string? ReadName(MapReader reader, string key, ProblemList problems, bool required = true) =>
        Read(reader, key, problems, required, IsSubdomain, SubdomainAdvice);

    private static string? Read(MapReader reader, string key, ProblemList problems, bool required, Func<string, bool> fits, string advice)
    {
        var text = reader.Text(key, required);
        if (text is null || fits(text))
        {
            return text;
        }

        problems.Error(
            ProblemCodes.BadValue, reader.LocationOf(key), $"{reader.PathOf(key)} is '{Shown.Text(text)}', which is no name in Kubernetes", advice, reader.PathOf(key));
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z")]
    private static partial Regex DataKey();
}
