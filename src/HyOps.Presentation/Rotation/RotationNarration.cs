using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Rotation;

/// <summary>Tells, line by line, what a rotation does.</summary>
/// <param name="screen">Where to: standard error.</param>
public sealed class RotationNarration(Screen screen) : IRunObserver
{
    /// <inheritdoc/>
    public void On(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case StageDone stage:
                screen.WriteLine($"{stage.Stage}: {Foreign.Line(stage.Detail)}");
                break;
            case StepStarted step:
                screen.WriteLine($"{step.Step}: started ({Foreign.Line(step.Tool)})");
                break;
            case StepFinished { Result: var result }:
                screen.WriteLine($"{result.Step}: {OutcomeNames.Of(result.Outcome)}, {Foreign.Line(result.Failure ?? result.Summary)}", result.Succeeded ? TextStyle.Good : TextStyle.Bad);
                break;
        }
    }
}
