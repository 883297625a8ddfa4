namespace HyOps.Engine.Explaining;

/// <summary>A variable that a step's tool will see: its name, never its value.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Source">Where its value comes from: <c>this shell</c>, <c>hyops</c>, <c>the bundle</c>, <c>init proxmox</c>.</param>
/// <param name="Reason">Why the tool sees it.</param>
/// <param name="IsSecret">Whether its value is a secret.</param>
public sealed record ExplainedVariable(string Name, string Source, string Reason, bool IsSecret);

/// <summary>All that a step's tool will see.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Module">Its module.</param>
/// <param name="Tool">Its tool.</param>
/// <param name="Variables">The variables, by name.</param>
public sealed record ExplainedStep(string Step, string Module, string Tool, IReadOnlyList<ExplainedVariable> Variables);
