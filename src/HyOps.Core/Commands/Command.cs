using System.Collections.Immutable;

namespace HyOps.Core.Commands;

/// <summary>
/// What to start: an immutable description, with the arguments as a list and the whole environment of the child.
/// Printing it shows the program and its arguments, which hold no secret (the runner refuses any that does).
/// </summary>
public sealed record Command
{
    /// <summary>The program: an absolute path, or a name that the runner finds on the child's <c>PATH</c>.</summary>
    public required string Program { get; init; }

    /// <summary>The arguments, one element each; no shell reads them.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The absolute directory to start in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>All that the child sees: nothing is inherited.</summary>
    public ChildEnvironment Environment { get; init; } = ChildEnvironment.Empty;

    /// <summary>What the child reads from its standard input; null closes it at once.</summary>
    public CommandInput? Input { get; init; }

    /// <summary>
    /// Keeps standard output in memory, unmasked, for a program's answer that is data (<c>show -json</c>), and sends none of it to the output.
    /// Standard error still flows to the output, masked.
    /// </summary>
    public bool CaptureStandardOutput { get; init; }

    /// <summary>The most bytes that <see cref="CaptureStandardOutput"/> keeps before the run fails.</summary>
    public int CaptureLimit { get; init; } = 256 * 1024 * 1024;

    /// <summary>What cancelling does after the one interrupt.</summary>
    public StopPolicy Stop { get; init; } = StopPolicy.KillAfterGrace;

    /// <summary>How long a <see cref="StopPolicy.KillAfterGrace"/> child may take to end after its interrupt.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Leaves the child in our session and gives it our standard input, so that it may ask the person at the terminal (a passphrase).
    /// Ctrl-C then reaches it from the terminal as well as from us: never for what holds state. <see cref="Input"/> must be null.
    /// </summary>
    public bool KeepsTerminal { get; init; }

    /// <summary>How long the command may run before it is interrupted as if cancelled; null is for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The program and its arguments, for people and records.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./=:,@%+".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
