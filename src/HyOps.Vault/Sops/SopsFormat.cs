namespace HyOps.Vault.Sops;

/// <summary>How a SOPS document is written down.</summary>
public enum SopsFormat
{
    /// <summary>YAML, the metadata in a map <c>sops</c>.</summary>
    Yaml,

    /// <summary>JSON, the metadata in an object <c>sops</c>; it has no comments.</summary>
    Json,

    /// <summary>Lines <c>KEY=value</c>, the metadata in lines <c>sops_…</c>.</summary>
    Dotenv,
}
