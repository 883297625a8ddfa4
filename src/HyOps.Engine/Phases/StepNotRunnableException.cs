using HyOps.Core;
using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Phases;

/// <summary>A step that cannot start although all that it needs has succeeded.</summary>
public sealed class StepNotRunnableException : HyOpsException
{
    private StepNotRunnableException(string message, string nextStep)
        : base(Core.ExitCode.InvalidContract, message, nextStep)
    {
    }

    /// <summary>An output that the step is wired to was not published.</summary>
    /// <param name="wire">The wire.</param>
    public static StepNotRunnableException OutputMissing(Wire wire) => new(
        $"input {wire.Input} takes output {wire.Output} of step {wire.FromStep}, which that step did not publish",
        $"make the module's code produce {wire.Output}; an output that is sensitive or holds a secret is never published: wire its *_env reference instead");

    /// <summary>A wired reference names something that is no key of the module.</summary>
    /// <param name="wire">The wire.</param>
    /// <param name="module">The module that the input belongs to.</param>
    public static StepNotRunnableException KeyNotRequired(Wire wire, string module) => new(
        $"input {wire.Input} takes output {wire.Output} of step {wire.FromStep}, which names no key that inputs.required_env of {module} holds",
        $"add the key to required_env of {module}, or wire another output");

    /// <summary>The module has no folder with the tool's files.</summary>
    /// <param name="module">The module.</param>
    /// <param name="directory">The folder that is not there.</param>
    public static StepNotRunnableException NoStack(string module, string directory) => new(
        $"{module}: its stack {directory} does not exist", "create the folder with the tool's files, or name another one in execution.stack of spec.yml");
}
