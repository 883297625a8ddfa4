using System.Globalization;
using System.Runtime.InteropServices;

namespace HyOps.FakeTool;

/// <summary>Verbs about signals.</summary>
internal static partial class Signals
{
    /// <summary>Says <c>ready</c>, waits for an interrupt, cleans up for so many milliseconds, says how many interrupts came, exits 3.</summary>
    internal static int CountInterrupts(string cleanup)
    {
        var count = 0;
        using var first = new ManualResetEventSlim();
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            Interlocked.Increment(ref count);
            first.Set();
        });
        Output.Write("ready\n");
        first.Wait();
        Thread.Sleep(int.Parse(cleanup, CultureInfo.InvariantCulture));
        Output.Write($"interrupts: {Volatile.Read(ref count)}\n");
        return 3;
    }

    /// <summary>Says <c>ready</c> and its pid, and cannot be interrupted.</summary>
    internal static int IgnoreInterrupts()
    {
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        Output.Write($"ready {Environment.ProcessId}\n");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    internal static int Die(string signal)
    {
        _ = Send(Environment.ProcessId, int.Parse(signal, CultureInfo.InvariantCulture));
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Send(int process, int signal);
}
