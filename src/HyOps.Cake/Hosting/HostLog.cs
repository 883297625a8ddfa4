using Cake.Core;
using Cake.Core.Diagnostics;

namespace HyOps.Cake.Hosting;

/// <summary>The engine's log, without the last lines of a failed run: the host tells the failure itself, with its next step.</summary>
/// <param name="console">Where the lines go.</param>
public sealed class HostLog(IConsole console) : ICakeLog
{
    private readonly CakeBuildLog log = new(console);

    /// <inheritdoc/>
    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        var tellsFailure = level == LogLevel.Error && format is "Error: {0}" or "An error occurred when executing task '{0}'." && Verbosity != Verbosity.Diagnostic;
        if (!tellsFailure)
        {
            log.Write(verbosity, level, format, args);
        }
    }
}
