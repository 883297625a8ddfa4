using HyOps.Core.Problems;

namespace HyOps.Core.Environments;

/// <summary>One of guardrails.rules of environment.yml: what a plan may not do, or not unseen.</summary>
public sealed record PlanRule
{
    /// <summary>
    /// Which resources: a type (<c>azurerm_*</c>), or with a dot in it an address (<c>module.db.*</c>); <c>*</c> stands for any characters.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary>Which actions.</summary>
    public RuleAction Action { get; init; }

    /// <summary>The attribute that it looks at; null where the action alone decides.</summary>
    public AttributePath? Attribute { get; init; }

    /// <summary>What it asks of the attribute; there exactly where the attribute is.</summary>
    public AttributeCondition? Condition { get; init; }

    /// <summary>Whether it refuses the plan; otherwise it warns.</summary>
    public bool Denies { get; init; } = true;

    /// <summary>Why, in the words of who wrote it.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it is silent where the attribute is known only after the apply.</summary>
    public bool AllowsUnknown { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }
}

/// <summary>The actions that a rule is about. A replace is a delete and a create as well.</summary>
public enum RuleAction
{
    /// <summary>Any of them.</summary>
    Any,

    /// <summary>Something new is made.</summary>
    Create,

    /// <summary>Something is changed in place.</summary>
    Update,

    /// <summary>Something goes away and is made anew.</summary>
    Replace,

    /// <summary>Something is destroyed.</summary>
    Delete,

    /// <summary>Something is no longer managed.</summary>
    Forget,
}
