using HyOps.Core;
using HyOps.Core.Runs;
using HyOps.Drivers.Processes;

namespace HyOps.Engine.Recovery;

/// <summary>A killed run of which something is left that nothing may be started over.</summary>
public sealed class UnendedRunException : HyOpsException
{
    private UnendedRunException(string message, string nextStep)
        : base(ExitCode.Refused, message, nextStep)
    {
    }

    /// <summary>Tools of it still run: they are ending in order, or hang.</summary>
    /// <param name="run">The killed run.</param>
    /// <param name="living">Its processes.</param>
    public static UnendedRunException StillEnding(RunId run, IReadOnlyList<RunProcess> living)
    {
        ArgumentNullException.ThrowIfNull(living);
        return new(
            $"run {run} was killed, and its tools still run: {string.Join(", ", living)}",
            "wait until they have ended: they were told to, and save their state; then run the same again. To see them: "
            + $"ps -fp {string.Join(',', living.Select(process => process.Id))}");
    }

    /// <summary>It left a state that its backend did not take.</summary>
    /// <param name="run">The killed run.</param>
    /// <param name="file">The state.</param>
    /// <param name="command">The command that saves it.</param>
    public static UnendedRunException StateUnsaved(RunId run, string file, string command) => new(
        $"run {run} was killed and left a state that its backend did not take, the only copy of what was done: {file}", $"save it first: {command}");
}
