namespace HyOps.Engine.Rotation;

/// <summary>Words for stages and consumers.</summary>
public static class RotationWords
{
    /// <summary>A stage's word, as in the state's file.</summary>
    /// <param name="stage">The stage.</param>
    public static string Of(RotationStage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>A consumer's word.</summary>
    /// <param name="kind">What it is.</param>
    public static string Of(ConsumerKind kind) => kind switch
    {
        ConsumerKind.Step => "step",
        ConsumerKind.BundleStep => "bundle",
        ConsumerKind.ExternalSecret => "ExternalSecret",
        ConsumerKind.Workload => "workload",
        _ => "probe",
    };
}
