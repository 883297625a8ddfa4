namespace HyOps.Engine.Canary;

/// <summary>A directory that is searched.</summary>
/// <param name="Directory">Its absolute path; it need not be there.</param>
internal sealed record SearchedPlace(string Directory)
{
    /// <summary>What was there before the run, and is not searched again.</summary>
    public FileSnapshot Before { get; init; } = FileSnapshot.Empty;

    /// <summary>Files that may hold secrets, as their module says with a reason; the canary alone is looked for in them.</summary>
    public Func<string, bool> MayHoldSecrets { get; init; } = static _ => false;
}
