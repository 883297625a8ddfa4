namespace HyOps.Engine.Plans;

/// <summary>One thing that must be the same when a plan is applied as when it was made.</summary>
/// <param name="Part">What it is: one of the words of <see cref="PlanParts"/>.</param>
/// <param name="Step">The step that it is about; null where it is about the whole phase.</param>
/// <param name="Name">Which one, where there are several: an input's or a secret's name.</param>
/// <param name="Value">The value, or a digest of it.</param>
internal sealed record PlanBinding(string Part, string? Step, string? Name, string Value);

/// <summary>The words for what a plan is bound to.</summary>
internal static class PlanParts
{
    public const string Environment = "environment";
    public const string Phase = "phase";
    public const string Root = "root";
    public const string HyOps = "hyops";
    public const string Commit = "commit";
    public const string Worktree = "worktree";
    public const string EnvironmentFile = "environment-file";
    public const string Steps = "steps";
    public const string Tool = "tool";
    public const string Contract = "contract";
    public const string Stack = "stack";
    public const string Inventory = "inventory";
    public const string Input = "input";
    public const string Secret = "secret";
}
