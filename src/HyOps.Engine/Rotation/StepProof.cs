using HyOps.Core.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>A step that ran again was given the new version. That it works with it is proven by its module's probes alone.</summary>
internal static class StepProof
{
    /// <summary>What a person reads of a step whose module has no probe for the key.</summary>
    public static string Missing(SecretName key, string specFile) => $"{specFile} has no probe for {key}";

    /// <summary>The step, with what its module's probes said.</summary>
    /// <param name="key">The rotated key.</param>
    /// <param name="step">A step that ran again.</param>
    /// <param name="consumers">The key's consumers; the probes have run.</param>
    public static RotationConsumer Of(SecretName key, RotationConsumer step, IReadOnlyCollection<RotationConsumer> consumers)
    {
        var probes = consumers.Where(consumer => consumer.Kind is ConsumerKind.Probe && consumer.Module == step.Module).ToList();
        return probes.Count == 0 ? Delivered(key, step)
            : probes.Find(probe => probe.Status is not ConsumerStatus.Verified) is { } open ? step with { Status = ConsumerStatus.Unverified, Detail = $"its probe {open.Name} does not prove it" }
            : step with { Status = ConsumerStatus.Verified };
    }

    private static RotationConsumer Delivered(SecretName key, RotationConsumer step) => step with
    {
        Status = ConsumerStatus.Unverified,
        Detail = $"ran again with the new version, which does not prove that it is used: {Missing(key, step.SpecFile)}",
        Fix = $"add a probe to {step.SpecFile} - probes: [{{ name: login, for: {key}, command: [probes/login.sh] }}] - whose command signs in with {key} and exits 0",
    };
}
