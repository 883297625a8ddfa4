namespace HyOps.Core.World;

/// <summary>
/// Keeps the terminal's settings while somebody else has it: a passphrase dialogue that is killed leaves a terminal that shows nothing.
/// </summary>
public sealed class TerminalSettings : IDisposable
{
    private readonly int descriptor;
    private readonly byte[]? settings;

    private TerminalSettings(int descriptor, byte[]? settings) => (this.descriptor, this.settings) = (descriptor, settings);

    /// <summary>Reads the settings of standard input; where it is no terminal, nothing is kept.</summary>
    public static TerminalSettings Keep() => Keep(0);

    /// <summary>Puts them back, where they have changed.</summary>
    public void Dispose()
    {
        if (settings is not null && NativeTerminal.Settings(descriptor) is { } now && !now.AsSpan().SequenceEqual(settings))
        {
            NativeTerminal.Apply(descriptor, settings);
        }
    }

    internal static TerminalSettings Keep(int descriptor) => new(descriptor, NativeTerminal.Settings(descriptor));
}
