namespace HyOps.Core.Guardrails;

/// <summary>A rule that may stop a run before anything starts. One class a rule.</summary>
public interface IGuardrail
{
    /// <summary>Looks at what is about to run.</summary>
    /// <param name="run">What is about to run.</param>
    Verdict Check(IntendedRun run);
}
