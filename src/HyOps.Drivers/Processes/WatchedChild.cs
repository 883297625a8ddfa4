using System.Globalization;

namespace HyOps.Drivers.Processes;

/// <summary>A child as the watcher knows it.</summary>
/// <param name="watch">The watch.</param>
/// <param name="kind"><c>g</c> leads its own group, <c>p</c> shares ours.</param>
/// <param name="policy">What happens after its interrupt, and after how many seconds: <c>kill 30</c>, <c>hold 30</c>.</param>
/// <param name="mark">What marks its environment; <c>-</c> for nothing.</param>
internal sealed class WatchedChild(ChildWatch watch, char kind, string policy, string mark) : IDisposable
{
    private string? id;
    private bool told;

    /// <summary>The line before it is started.</summary>
    internal string Beginning => mark == "-" ? "" : $"start {mark} - {policy}\n";

    /// <summary>The line after its end.</summary>
    internal string Ending => id is not null ? $"gone {id}\n" : mark == "-" ? "" : $"failed {mark} - {policy}\n";

    /// <summary>All that a new watcher must hear of it.</summary>
    internal string Story => id is null ? Beginning : Addition + (told ? Telling : "");

    private string Addition => $"add {kind} {id} {policy} {mark}\n";

    private string Telling => $"told {id}\n";

    /// <summary>It was started.</summary>
    /// <param name="pid">Its pid.</param>
    internal void Started(int pid)
    {
        var text = pid.ToString(CultureInfo.InvariantCulture);
        watch.Change(() => id = text, $"add {kind} {text} {policy} {mark}\n");
    }

    /// <summary>It is about to get its interrupt. Said before, not after: killed in between, we rather let it run to its end than interrupt it twice.</summary>
    internal void Interrupting() => watch.Change(() => told = true, Telling);

    /// <inheritdoc/>
    public void Dispose() => watch.End(this);
}
