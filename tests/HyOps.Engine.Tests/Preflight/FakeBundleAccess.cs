using HyOps.Core;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight.Secrets;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight;

/// <summary>A bundle that needs no cryptography; counts how often it is asked.</summary>
internal sealed class FakeBundleAccess : IBundleAccess
{
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public HyOpsException? PasswordFailure { get; set; }

    public InMemoryAuthority Authority { get; } = new();

    public int Asked { get; private set; }

    public int Opened { get; private set; }

    public Task<string> AskPasswordSourceAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return PasswordFailure is null ? Task.FromResult("a test") : Task.FromException<string>(PasswordFailure);
    }

    public Task<SecretBundle> OpenAsync(CancellationToken cancellationToken)
    {
        Opened++;
        return Task.FromResult(SecretBundle.From(Secrets.Select(pair => KeyValuePair.Create(SecretName.Parse(pair.Key), SecretValue.From(pair.Value)))));
    }
}
