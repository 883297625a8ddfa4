using HyOps.Core;
using HyOps.Core.Modules;

namespace HyOps.Engine.State;

/// <summary>Module state that cannot be used.</summary>
public sealed class ModuleStateException : HyOpsException
{
    private ModuleStateException(ExitCode exitCode, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
    }

    /// <summary>The file is there and cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cause">Why.</param>
    public static ModuleStateException Unreadable(string path, Exception cause) =>
        new(Core.ExitCode.InvalidContract, $"{path}: module state cannot be read: {cause.Message}", "restore the file, or remove it and run the step that publishes it again", cause);

    /// <summary>The outputs are not to be relied on: what they describe was being changed, and nobody knows how far.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="state">What is known of it.</param>
    public static ModuleStateException Unreliable(ModuleRef module, string instance, ModuleState state)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(state);
        var what = state.Status switch
        {
            ModuleStatus.Destroying => $"run {state.StatusRun} began to destroy it and did not end",
            ModuleStatus.Changing => $"run {state.StatusRun} began to change it and did not end",
            _ => $"run {state.StatusRun} left its state locked or unsaved",
        };
        return new(
            Core.ExitCode.Refused,
            $"the outputs of step {instance} ({module}) are not used: {what}",
            $"run that step again, with the phase that holds it; what the run left is found by: hyops recover --run {state.StatusRun}");
    }
}
