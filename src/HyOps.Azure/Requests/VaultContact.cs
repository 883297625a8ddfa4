namespace HyOps.Azure.Requests;

/// <summary>What is known of the vault from its answers so far.</summary>
/// <param name="clock">Our clock.</param>
internal sealed class VaultContact(TimeProvider clock)
{
    private long skewTicks;
    private volatile bool heard;
    private volatile bool warm;

    /// <summary>Whether it has answered at all: until then, a lost connection is a wrong address or a closed door rather than bad luck.</summary>
    public bool HasAnswered => heard;

    /// <summary>Whether it has accepted a token of ours.</summary>
    public bool IsWarm => warm;

    /// <summary>How far its clock is ahead of ours; zero until it is known. Its times are whole seconds.</summary>
    public TimeSpan Skew => TimeSpan.FromTicks(Interlocked.Read(ref skewTicks));

    /// <summary>Its time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + Skew;

    /// <summary>Takes note of an answer.</summary>
    /// <param name="date">Its Date.</param>
    /// <param name="accepted">Whether our token was good enough.</param>
    public void Answered(DateTimeOffset? date, bool accepted)
    {
        heard = true;
        warm |= accepted;
        if (date is { } time)
        {
            Interlocked.Exchange(ref skewTicks, (time - clock.GetUtcNow()).Ticks);
        }
    }
}
