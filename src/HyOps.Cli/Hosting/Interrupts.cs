using System.Runtime.InteropServices;

namespace HyOps.Cli.Hosting;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP as one cancellation. The first cancels; later ones only tell what is being waited for, and ask, because a tool
/// that is interrupted twice leaves its lock and loses state.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    private volatile bool childHasKeys;

    private Interrupts()
    {
    }

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => source.Token;

    /// <summary>What the signals after the first do; told whether it was SIGINT.</summary>
    internal Action<bool>? Again { get; set; }

    /// <summary>Without signals: a test sends its own.</summary>
    internal static Interrupts None() => new();

    /// <summary>Takes over the process's signals.</summary>
    internal static Interrupts Listen()
    {
        var interrupts = new Interrupts();
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            interrupts.registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                interrupts.Receive(signal);
            }));
        }

        return interrupts;
    }

    /// <summary>
    /// While it lasts, Ctrl-C is the child's alone: a program that has the terminal, such as an editor, gets it from there, as we do, and means
    /// something else by it. SIGTERM and SIGHUP still end us.
    /// </summary>
    internal IDisposable LeaveKeysToChild()
    {
        childHasKeys = true;
        return new Returned(() => childHasKeys = false);
    }

    /// <summary>What a signal does.</summary>
    internal void Receive(PosixSignal signal = PosixSignal.SIGINT)
    {
        if (signal is PosixSignal.SIGINT && childHasKeys)
        {
            return;
        }

        if (source.IsCancellationRequested)
        {
            Again?.Invoke(signal is PosixSignal.SIGINT);
        }
        else
        {
            source.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private sealed class Returned(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
