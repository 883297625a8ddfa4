namespace HyOps.Contracts.Kubernetes;

/// <summary>A file of manifests, rendered in memory.</summary>
/// <param name="Path">Its path relative to the folder of the manifests, with slashes.</param>
/// <param name="Text">Its text: LF, no date, the same for the same contracts and map.</param>
public sealed record RenderedManifest(string Path, string Text);
