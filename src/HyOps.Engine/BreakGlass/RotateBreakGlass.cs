namespace HyOps.Engine.BreakGlass;

/// <summary>
/// Encrypts the break-glass file under a new data key, for the same people or for others. Whoever had the old file and its key still has its
/// values: those are changed at their source.
/// </summary>
/// <param name="store">The file.</param>
public sealed class RotateBreakGlass(BreakGlassStore store)
{
    /// <summary>Does it.</summary>
    /// <param name="recipients">Who may open it from now on; none is who could before.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="BreakGlassException">Somebody who could open it cannot be asked here, and nobody is named in their place.</exception>
    public async Task<BreakGlassChange> RunAsync(GlassRecipients recipients, CancellationToken cancellationToken)
    {
        var (opened, now) = await store.RotateAsync(recipients.IsEmpty ? null : recipients, cancellationToken).ConfigureAwait(false);
        return new BreakGlassChange(store.Settings.File, [.. opened.Items.Where(item => !item.IsComment).Select(item => KeyValuePair.Create(item.Key, "kept"))]) { Recipients = [.. now.Age, .. now.Pgp] };
    }
}
