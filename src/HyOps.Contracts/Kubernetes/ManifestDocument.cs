using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>An object of Kubernetes in a file.</summary>
/// <param name="Map">Its fields, with their places.</param>
internal sealed record ManifestDocument(ConfigMap Map)
{
    public string ApiVersion => TextAt("apiVersion");

    public string Kind => TextAt("kind");

    public string Name => TextAt("metadata.name");

    /// <summary>Empty where it says none.</summary>
    public string Namespace => TextAt("metadata.namespace");

    /// <summary>Whether it is of External Secrets Operator itself.</summary>
    public bool IsOfOperator => ApiVersion.StartsWith("external-secrets.io/", StringComparison.Ordinal);

    public SourceLocation Location => Map.Location;

    /// <summary>For people: <c>ExternalSecret netbox/netbox-env</c>.</summary>
    public string Title => $"{Shown.Text(Kind)} {(Namespace.Length > 0 ? Shown.Text(Namespace) + "/" : "")}{Shown.Text(Name)}".TrimEnd();

    /// <summary>The text at a path; empty where there is none.</summary>
    public string TextAt(string path) => (Map.At(path) as ConfigScalar)?.Text ?? "";

    /// <summary>The place of a path, or of the nearest above it that is there.</summary>
    public SourceLocation LocationOf(string path)
    {
        for (var part = path; part.Length > 0; part = part.Contains('.', StringComparison.Ordinal) ? part[..part.LastIndexOf('.')] : "")
        {
            if (Map.At(part) is { } node)
            {
                return node.Location;
            }
        }

        return Map.Location;
    }
}
