using HyOps.Core.Commands;

namespace HyOps.Core.Runs;

/// <summary>Something that happened in a run. All texts are masked.</summary>
public abstract record RunEvent;

/// <summary>The run has its id and its record.</summary>
/// <param name="Id">The id.</param>
/// <param name="Verb">The phase's or verb's word.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="RecordDirectory">Where the record is.</param>
public sealed record RunStarted(RunId Id, string Verb, string Environment, string RecordDirectory) : RunEvent;

/// <summary>A stage before the steps is done: contracts, guardrails, tools, secrets.</summary>
/// <param name="Stage">The stage, in a word.</param>
/// <param name="Detail">What it found, in a line.</param>
public sealed record StageDone(string Stage, string Detail) : RunEvent;

/// <summary>The steps that will run, in their order.</summary>
/// <param name="Steps">Their ids with their modules.</param>
public sealed record StepsPlanned(IReadOnlyList<PlannedStep> Steps) : RunEvent;

/// <summary>A step that will run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Module">Its module.</param>
/// <param name="Needs">The steps that it waits for.</param>
public sealed record PlannedStep(string Id, string Module, IReadOnlyList<string> Needs);

/// <summary>A step starts.</summary>
/// <param name="Step">Its id.</param>
/// <param name="Tool">The tool with its version: <c>terraform 1.11.4</c>.</param>
public sealed record StepStarted(string Step, string Tool) : RunEvent;

/// <summary>A driver says how far it is.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Text">A short line.</param>
public sealed record StepProgress(string Step, string Text) : RunEvent;

/// <summary>A line that the tool printed. Whole logs are in the record; these are for the live view only.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Stream">Which stream it came from.</param>
/// <param name="Line">The line, without its end.</param>
public sealed record StepOutput(string Step, OutputStream Stream, string Line) : RunEvent;

/// <summary>A step ended, or will not run.</summary>
/// <param name="Result">How.</param>
public sealed record StepFinished(StepResult Result) : RunEvent;

/// <summary>An interrupt was asked for.</summary>
/// <param name="Waiting">The steps that are ending in order.</param>
public sealed record InterruptReceived(IReadOnlyList<string> Waiting) : RunEvent;

/// <summary>The run is over.</summary>
/// <param name="Summary">All of it.</param>
public sealed record RunFinished(RunSummary Summary) : RunEvent;
