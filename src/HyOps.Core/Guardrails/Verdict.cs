namespace HyOps.Core.Guardrails;

/// <summary>What a guardrail says: allowed, or refused with the reason and the next step.</summary>
/// <param name="Guardrail">Its name, in records: <c>production-confirmed</c>.</param>
/// <param name="IsAllowed">Whether the run may go on.</param>
/// <param name="Reason">What it looked at, in a line; for a refusal, why.</param>
/// <param name="NextStep">For a refusal, what to do.</param>
public sealed record Verdict(string Guardrail, bool IsAllowed, string Reason, string? NextStep = null)
{
    /// <summary>The run may go on.</summary>
    /// <param name="guardrail">The rule's name.</param>
    /// <param name="reason">What it looked at.</param>
    public static Verdict Allow(string guardrail, string reason) => new(guardrail, true, reason);

    /// <summary>The run must not go on.</summary>
    /// <param name="guardrail">The rule's name.</param>
    /// <param name="reason">Why.</param>
    /// <param name="nextStep">What to do.</param>
    public static Verdict Refuse(string guardrail, string reason, string nextStep) => new(guardrail, false, reason, nextStep);
}
