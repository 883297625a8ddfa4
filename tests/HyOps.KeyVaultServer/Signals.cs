using System.Runtime.InteropServices;

namespace HyOps.KeyVaultServer;

/// <summary>The signals that end programs. They do not end this one: it hands them on, or ends in order.</summary>
internal sealed partial class Signals : IDisposable
{
    private static readonly Dictionary<PosixSignal, int> Numbers = new() { [PosixSignal.SIGHUP] = 1, [PosixSignal.SIGINT] = 2, [PosixSignal.SIGQUIT] = 3, [PosixSignal.SIGTERM] = 15 };
    private readonly List<PosixSignalRegistration> registrations;
    private readonly TaskCompletionSource<int> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private int? child;

    public Signals() => registrations = [.. Numbers.Keys.Select(signal => PosixSignalRegistration.Create(signal, Receive))];

    /// <summary>The number of the first one.</summary>
    public Task<int> First => first.Task;

    /// <summary>From now on each goes to that process; one that came before too.</summary>
    public void SendTo(int process)
    {
        lock (gate)
        {
            child = process;
            if (first.Task.IsCompleted)
            {
                _ = Kill(process, first.Task.Result);
            }
        }
    }

    /// <summary>The process has ended: its number may soon be another one's.</summary>
    public void SendToNobody()
    {
        lock (gate)
        {
            child = null;
        }
    }

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        var number = Numbers[context.Signal];
        lock (gate)
        {
            first.TrySetResult(number);
            if (child is { } process)
            {
                _ = Kill(process, number);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
