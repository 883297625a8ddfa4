namespace HyOps.Core.Guardrails;

/// <summary>A run that guardrails refused: all refusals at once.</summary>
public sealed class GuardrailException : HyOpsException
{
    private GuardrailException(string message, string nextStep, IReadOnlyList<Verdict> verdicts)
        : base(ExitCode.Refused, message, nextStep) => Verdicts = verdicts;

    /// <summary>What every guardrail said.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; }

    /// <summary>Throws where any verdict refuses.</summary>
    /// <param name="verdicts">What every guardrail said.</param>
    public static void ThrowIfRefused(IReadOnlyList<Verdict> verdicts)
    {
        var refused = verdicts.Where(verdict => !verdict.IsAllowed).ToList();
        if (refused.Count > 0)
        {
            throw new GuardrailException(
                string.Join("; ", refused.Select(verdict => $"refused by guardrail {verdict.Guardrail}: {verdict.Reason}")),
                string.Join("; ", refused.Select(verdict => verdict.NextStep)),
                verdicts);
        }
    }
}
