using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.State;
using HyOps.Engine.Tools;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Phases;

/// <summary>What a driver is asked for a step: its folders, its tool, its own secrets and credentials, and no others.</summary>
internal static class StepRequests
{
    /// <summary>The request.</summary>
    /// <param name="run">What the steps share.</param>
    /// <param name="step">The step.</param>
    /// <param name="tool">Its tool.</param>
    /// <param name="inputs">Its inputs, with the wired values where they are needed.</param>
    /// <param name="work">Its work directory, which is there.</param>
    /// <param name="output">Takes the tool's masked output.</param>
    /// <exception cref="StepNotRunnableException">It has no stack.</exception>
    /// <exception cref="ModuleStateException">What is known of it cannot be read.</exception>
    public static DriverRequest Of(PhaseRun run, PlanStep step, FoundTool tool, JsonObject inputs, string work, ICommandOutput output)
    {
        var contract = step.Module.Contract;
        var stack = Path.Combine(contract.Directory, contract.Stack);
        if (!Directory.Exists(stack))
        {
            throw StepNotRunnableException.NoStack(contract.ModuleRef.Value, stack);
        }

        var state = run.Root.InstanceDirectory(contract.ModuleRef, step.Id);
        PrivateDirectory.Create(state);
        var earlier = run.State.Find(contract.ModuleRef, step.Id);
        return new DriverRequest
        {
            StepId = step.Id,
            Module = step.Module,
            Inputs = inputs,
            StackDirectory = stack,
            WorkDirectory = work,
            StateDirectory = state,
            InventoryDirectory = run.Environment.Directory,
            Action = run.Destroys ? StepAction.Destroy : StepAction.Apply,
            Guardrails = run.Environment.Guardrails,
            AllowedDestroys = run.AllowedDestroys.Of(step.Id),
            Program = tool.Path,
            ToolVersion = tool.Version,
            Environment = run.ChildEnvironment.With("HYOPS_STEP", step.Id).With(TraceParent.Variable, run.Trace.ForChildrenOf(step.Id)),
            Secrets = run.Secrets.Give(step.Id, step.Module.RequiredEnv),
            Credentials = run.Credentials.Give(step.Id, contract.Credentials),
            Clock = run.Clock,
            Output = output,
            Report = text => run.Observer.On(new StepProgress(step.Id, run.Masker.Mask(text))),
            EarlierDidNotEnd = earlier is { DidNotEnd: true },
            EarlierRun = earlier?.StatusRun,
            BeforeChange = () => Mark(run, step),
            HoldsSecret = text => run.Masker.Current.Holds(text),
            Mask = run.Masker.Mask,
        };
    }

    private static void Mark(PhaseRun run, PlanStep step)
    {
        if (run.Destroys)
        {
            run.State.BeginDestroy(step.Module.Contract.ModuleRef, step.Id, run.Id);
        }
        else
        {
            run.State.BeginChange(step.Module.Contract.ModuleRef, step.Id, run.Id);
        }
    }
}
