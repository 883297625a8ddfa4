namespace HyOps.Core.Guardrails;

/// <summary>The rules that every mutating run passes.</summary>
public static class GuardrailRules
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IGuardrail> All { get; } =
    [
        new EnvironmentNamed(), new ProductionConfirmed(), new SourceOfPhase(), new ChallengeVerified(), new ShellAgrees(), new SecretFilesPrivate(),
        new RecoveryConfirmed(), new PlaneOfRecovery(), new DataFresh(),
    ];
}
