namespace HyOps.Core.Guardrails;

/// <summary>One thing that the plan policy has to say.</summary>
/// <param name="Decision">What follows from it.</param>
/// <param name="Guard">Which guard says it: <c>protect</c>, <c>max-destroy</c>, <c>allow-destroy</c>, <c>rule</c>, <c>secret</c>, <c>moved</c>.</param>
/// <param name="Address">The object as Terraform prints it, or <c>output.NAME</c>.</param>
/// <param name="Action">What the plan does to it: <c>create</c>, <c>update</c>, <c>replace</c>, <c>delete</c>, <c>forget</c>, <c>read</c>, <c>none</c>.</param>
/// <param name="Why">Why, in words that follow the address. Never a value.</param>
public sealed record PlanFinding(PlanDecision Decision, string Guard, string Address, string Action, string Why)
{
    /// <summary>The attribute that it is about: <c>input.dsn</c>; null where it is about the whole object.</summary>
    public string? Attribute { get; init; }

    /// <summary>What <c>--allow-destroy</c> must say to allow it, unquoted: <c>network:terraform_data.lan</c>; null where no option allows it.</summary>
    public string? Option { get; init; }

    /// <summary>The address with the attribute.</summary>
    public string Place => Attribute is null ? Address : $"{Address} {Attribute}";
}

/// <summary>What follows from a finding.</summary>
public enum PlanDecision
{
    /// <summary>The plan is not applied.</summary>
    Refused,

    /// <summary>It is shown and recorded.</summary>
    Warned,

    /// <summary>It would have been refused, and the operator, max_destroy or the module's contract allows it.</summary>
    Allowed,
}
