using HyOps.Presentation.Interrupts;

namespace HyOps.Presentation.Tests.Interrupts;

/// <summary>Keeps what was shown.</summary>
internal sealed class Stage : ISignalStage
{
    private readonly Lock gate = new();
    private readonly List<string> said = [];
    private volatile bool wasHeld;

    public volatile bool Held;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return said.Count;
            }
        }
    }

    public string Text
    {
        get
        {
            lock (gate)
            {
                return string.Concat(said);
            }
        }
    }

    public void Say(IReadOnlyList<string> lines)
    {
        lock (gate)
        {
            said.Add(string.Concat(lines.Select(line => line + "\n")));
        }
    }

    public void Hold(bool still)
    {
        wasHeld |= still;
        Held = still;
    }

    public async Task SaidAsync(int times)
    {
        while (Count < times)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async Task IsFreeAsync()
    {
        while (!wasHeld || Held)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
