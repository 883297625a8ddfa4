using HyOps.Core.Configuration;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>A manifest refers to secrets and holds none. What is found is not repeated.</summary>
internal sealed class ValueRules(ProblemList problems)
{
    private const string Fix = "Remove the value, put it into the authority (hyops secrets akv-push), and refer to it with an ExternalSecret; rotate it, as git keeps what it saw.";

    public void Check(ManifestDocument document)
    {
        if (document is { ApiVersion: "v1", Kind: "Secret" })
        {
            foreach (var field in (string[])["data", "stringData"])
            {
                Report((document.Map[field] as ConfigMap)?.Entries.FirstOrDefault(entry => entry.Value is ConfigScalar { IsNull: false, Text.Length: > 0 })?.Value, document, field);
            }

            return;
        }

        Search(document, document.Map, "");
        CheckTemplate(document);
        foreach (var entry in (document.Map.At("spec.provider.fake.data") as ConfigList)?.Items.OfType<ConfigMap>() ?? [])
        {
            Report(entry["value"], document, "spec.provider.fake.data");
        }
    }

    // A template's text is filled in by the operator; one without a placeholder is a value already.
    private void CheckTemplate(ManifestDocument document)
    {
        foreach (var path in (string[])["spec.target.template.data", "spec.externalSecretSpec.target.template.data"])
        {
            var literal = (document.Map.At(path) as ConfigMap)?.Entries
                .FirstOrDefault(entry => SecretShapes.IsSecretField(entry.Key) && entry.Value is ConfigScalar { Text: { Length: > 0 } text } && !text.Contains("{{", StringComparison.Ordinal));
            Report(literal?.Value, document, path);
        }
    }

    private void Search(ManifestDocument document, ConfigNode node, string path)
    {
        switch (node)
        {
            case ConfigMap map:
                foreach (var entry in map.Entries)
                {
                    Search(document, entry.Value, path.Length == 0 ? entry.Key : $"{path}.{Shown.Text(entry.Key)}");
                }

                break;
            case ConfigList list:
                foreach (var (index, item) in list.Items.Index())
                {
                    Search(document, item, $"{path}[{index}]");
                }

                break;
            case ConfigScalar { Text: var text } when SecretShapes.IsSecret(text):
                Report(node, document, path);
                break;
        }
    }

    private void Report(ConfigNode? value, ManifestDocument document, string path)
    {
        if (value is not null)
        {
            problems.Error(ProblemCodes.ManifestHoldsValue, value.Location, $"{document.Title} holds a secret value at {path} (not shown)", Fix, path);
        }
    }
}
