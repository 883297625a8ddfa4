using HyOps.Azure;
using HyOps.Core.Authorities;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Outages;

/// <summary>The real Key Vault, through the real SDK; but minutes of waiting pass within seconds.</summary>
internal sealed class ImpatientProvider : ISecretAuthorityProvider
{
    private readonly AzureKeyVaultProvider real = new();

    public string Kind => real.Kind;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan AnswerTime { get; set; } = TimeSpan.FromSeconds(30);

    public ISecretAuthority Open(AuthorityAccess access) =>
        real.Open(access with { AnswerTime = AnswerTime, World = access.World with { Clock = new FastClock(100) } });
}
