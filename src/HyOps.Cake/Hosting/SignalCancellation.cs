using System.Runtime.InteropServices;

namespace HyOps.Cake.Hosting;

/// <summary>
/// Owns SIGINT, SIGTERM and SIGHUP while it lives: the first cancels, later ones only say what is waited for, and ask, because what holds
/// state (Terraform) must end by itself. Nothing else in the process sees them.
/// </summary>
public sealed class SignalCancellation : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations;
    private readonly Action<string> say;

    /// <summary>Starts to listen.</summary>
    /// <param name="say">Tells the operator a line.</param>
    public SignalCancellation(Action<string> say)
    {
        this.say = say;
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(Listen)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>What the signals after the first do, told whether it was SIGINT; a line where nobody says.</summary>
    public Action<bool>? Again { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (!source.IsCancellationRequested)
        {
            say($"{signal}: stopping; what runs gets one interrupt and ends in order");
            source.Cancel();
        }
        else if (Again is { } again)
        {
            again(signal is PosixSignal.SIGINT);
        }
        else
        {
            say($"{signal} again: still stopping; what runs saves its state first");
        }
    });
}
