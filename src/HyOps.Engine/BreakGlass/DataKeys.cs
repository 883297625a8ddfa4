using HyOps.Core;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>Unwraps the data key of a document with whichever key the operator has, and wraps a new one for recipients.</summary>
/// <param name="programs">Starts age and gpg.</param>
/// <param name="clock">Tells when a key was wrapped.</param>
internal sealed class DataKeys(DataKeyPrograms programs, TimeProvider clock)
{
    /// <summary>Unwraps it: age first, as sops does.</summary>
    /// <exception cref="HyOpsException">Nothing that the operator has opens it; each way is told with its reason.</exception>
    public async Task<DataKey> UnwrapAsync(string file, SopsDocument document, CancellationToken cancellationToken)
    {
        (string Kind, Func<IReadOnlyList<SopsRecipient>, CancellationToken, Task<ReadOnlyMemory<byte>>> Unwrap)[] ways = [(SopsRecipient.Age, programs.ByAgeAsync), (SopsRecipient.Pgp, programs.ByGpgAsync)];
        var failures = new List<HyOpsException>();
        foreach (var (kind, unwrap) in ways)
        {
            if (document.Recipients.Where(recipient => recipient.Kind == kind).ToList() is not { Count: > 0 } recipients)
            {
                continue;
            }

            try
            {
                return new DataKey(await unwrap(recipients, cancellationToken).ConfigureAwait(false), kind);
            }
            catch (HyOpsException exception)
            {
                failures.Add(exception);
            }
        }

        throw failures.Count == 0 ? BreakGlassException.NoRecipient(file, document.Recipients) : BreakGlassException.NotOpened(file, failures);
    }

    /// <summary>Wraps a data key for everybody who may open the file.</summary>
    /// <exception cref="HyOpsException">A program refused a recipient; it is named.</exception>
    public async Task<IReadOnlyList<SopsRecipient>> WrapAsync(DataKey key, GlassRecipients recipients, CancellationToken cancellationToken)
    {
        var wrapped = new List<SopsRecipient>();
        foreach (var recipient in recipients.Age)
        {
            wrapped.Add(SopsRecipient.ForAge(recipient, await programs.ForAgeAsync(recipient, key.Bytes.ToArray(), cancellationToken).ConfigureAwait(false)));
        }

        foreach (var fingerprint in recipients.Pgp)
        {
            wrapped.Add(SopsRecipient.ForPgp(fingerprint, await programs.ForGpgAsync(fingerprint, key.Bytes.ToArray(), cancellationToken).ConfigureAwait(false), clock.GetUtcNow()));
        }

        return wrapped;
    }
}
