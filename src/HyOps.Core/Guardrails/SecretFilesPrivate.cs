namespace HyOps.Core.Guardrails;

/// <summary>Files with secrets are readable and writable by their owner only.</summary>
public sealed class SecretFilesPrivate : IGuardrail
{
    private const string Name = "secret-files-private";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run) =>
        run.ExposedPaths.Count == 0
            ? Verdict.Allow(Name, "no secret file is open to others")
            : Verdict.Refuse(
                Name,
                "others may read or write: " + string.Join(", ", run.ExposedPaths.Select(path => $"{path.FullPath} (mode {path.Mode})")),
                "run: " + string.Join("; ", run.ExposedPaths.Select(path => $"chmod {path.WantedMode} '{path.FullPath}'")));
}
