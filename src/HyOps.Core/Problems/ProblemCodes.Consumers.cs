namespace HyOps.Core.Problems;

// HYO15xx: consumers of secrets, and the manifests that project secrets into Kubernetes.
public static partial class ProblemCodes
{
    /// <summary>A consumer or probe names a key that the module does not require.</summary>
    public const string ConsumerKeyNotRequired = "HYO1501";

    /// <summary>Two consumers claim one Kubernetes Secret.</summary>
    public const string ConsumerConflict = "HYO1502";

    /// <summary>A probe's program is not in the module.</summary>
    public const string ProbeMissing = "HYO1503";

    /// <summary>A consumer's key is not mapped.</summary>
    public const string ConsumerKeyNotMapped = "HYO1504";

    /// <summary>External secrets have no authority to read.</summary>
    public const string NothingToProject = "HYO1505";

    /// <summary>A refresh interval makes a rotation unverifiable.</summary>
    public const string RefreshUnverifiable = "HYO1506";

    /// <summary>A manifest does not fit its schema.</summary>
    public const string ManifestSchema = "HYO1507";

    /// <summary>The cluster does not know a manifest's kind.</summary>
    public const string ManifestKindUnknown = "HYO1508";

    /// <summary>An ExternalSecret reads a secret that no row of the map names.</summary>
    public const string ManifestKeyNotMapped = "HYO1509";

    /// <summary>A manifest reads from the store of another environment.</summary>
    public const string ForeignStore = "HYO1510";

    /// <summary>A manifest holds a secret value.</summary>
    public const string ManifestHoldsValue = "HYO1511";

    /// <summary>The manifests are not what the contracts render to.</summary>
    public const string ManifestsOutdated = "HYO1512";

    /// <summary>There is no schema in the CRDs.</summary>
    public const string NoCrd = "HYO1513";

    private static readonly ProblemCode[] ConsumersCodes =
    [
        new(ConsumerKeyNotRequired, "A consumer or probe names a key that the module does not require",
            "Only keys of required_env are given, checked and rotated; another name is probably misspelt."),
        new(ConsumerConflict, "Two consumers claim one Kubernetes Secret",
            "Each would overwrite what the other wrote, refresh by refresh."),
        new(ProbeMissing, "A probe's program is not in the module",
            "A rotation would find out after the new value is written."),
        new(ConsumerKeyNotMapped, "A consumer's key is not mapped",
            "Without a row in the secret map nobody knows which secret of the authority to project."),
        new(NothingToProject, "External secrets have no authority to read",
            "External Secrets Operator projects Azure Key Vault; there must be one, and it must be known as whom to read it."),
        new(RefreshUnverifiable, "A refresh interval makes a rotation unverifiable",
            "A projection that is made once, or seldom, keeps the old value after the source has a new one, and the old version could never be disabled safely."),
        new(ManifestSchema, "A manifest does not fit its schema",
            "The cluster would refuse it, or drop what it does not know, in silence."),
        new(ManifestKindUnknown, "The cluster does not know a manifest's kind",
            "It could not be applied."),
        new(ManifestKeyNotMapped, "An ExternalSecret reads a secret that no row of the map names",
            "It is outside of what is validated, synchronised and rotated."),
        new(ForeignStore, "A manifest reads from the store of another environment",
            "Workloads would run on another environment's secrets."),
        new(ManifestHoldsValue, "A manifest holds a secret value",
            "git stores references, not values."),
        new(ManifestsOutdated, "The manifests are not what the contracts render to",
            "What is applied to the cluster would differ from what the contracts promise."),
        new(NoCrd, "There is no schema in the CRDs",
            "Manifests that were checked against nothing must not pass for checked."),
    ];
}
