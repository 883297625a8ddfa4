using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The bundle as the checks share it: asked for its password once, opened once.</summary>
/// <param name="access">The way to it.</param>
/// <param name="environment">Whose it is.</param>
/// <param name="root">Where it lies.</param>
internal sealed class OpenedBundle(IBundleAccess access, EnvironmentName environment, RuntimeRoot root)
{
    private readonly Lock gate = new();
    private Task<string>? answer;
    private Task<SecretBundle>? opened;

    /// <summary>Whether the file is there.</summary>
    public bool Exists => Path.Exists(root.BundleFile);

    /// <summary>The file.</summary>
    public string FullPath => root.BundleFile;

    /// <summary>Whether there is none yet and the first run makes it, with its password: environments that are named local, and no other.</summary>
    public bool IsMadeByFirstRun => environment.IsLocal && !Exists;

    /// <summary>Which password source answers.</summary>
    public Task<string> PasswordSourceAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return answer ??= access.AskPasswordSourceAsync(cancellationToken);
        }
    }

    /// <summary>What is in it.</summary>
    public async Task<SecretBundle> OpenAsync(CancellationToken cancellationToken)
    {
        // One question at a time: a password command may ask a person.
        await PasswordSourceAsync(cancellationToken).ConfigureAwait(false);
        lock (gate)
        {
            opened ??= access.OpenAsync(cancellationToken);
        }

        return await opened.ConfigureAwait(false);
    }
}
