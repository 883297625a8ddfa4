using HyOps.Core;
using HyOps.Engine.Runs;

namespace HyOps.Cli.Runs;

/// <summary>A run whose record cannot be read.</summary>
internal sealed class UnreadableRunException : HyOpsException
{
    private UnreadableRunException(string message, string nextStep)
        : base(Core.ExitCode.OperatorError, message, nextStep)
    {
    }

    internal static UnreadableRunException Of(StoredRun run) => new(
        $"the record of {run.Id} cannot be read: {run.Error}", $"look at what is there: ls -la '{run.Directory}'; a record that was cut off tells of a full disk or a killed process");
}
