using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Engine.HashiCorpVault;
using HyOps.Testing;
using HyOps.Testing.Providers;
using HyOps.Testing.Tls;

namespace HyOps.Engine.Tests.HashiCorpVault;

/// <summary>A Vault on loopback with a key/value engine, and the authority on it.</summary>
internal sealed class VaultBench : IAsyncDisposable
{
    public const string Token = "root-token-of-the-test";
    private readonly TestWorld world = new() { Clock = new HurryingClock() };

    private VaultBench(HashiCorpVaultApi api, LoopbackServer server) => (Api, Server) = (api, server);

    public HashiCorpVaultApi Api { get; }

    public LoopbackServer Server { get; }

    public KvEngine Kv => Api.Secrets!;

    public Masker Masker { get; } = new();

    public TempFolder Folder => world.Folder;

    public static async Task<VaultBench> StartAsync(int kvVersion = 2)
    {
        var api = new HashiCorpVaultApi { RootToken = Token, Secrets = new KvEngine("secret", kvVersion) };
        return new VaultBench(api, await LoopbackServer.StartAsync(api.Answer, TestTls.Authority));
    }

    public ISecretAuthority Open(AuthorityLogin? login = null, Func<AuthoritySettings, AuthoritySettings>? adjust = null, int kvVersion = 2)
    {
        var settings = new AuthoritySettings
        {
            Kind = AuthoritySettings.HashiCorpVault,
            VaultUri = Server.Address,
            Login = login ?? new VaultTokenLogin(SecretName.Parse("VAULT_TOKEN")),
            MapFile = "map.csv",
            KvVersion = kvVersion,
            Location = new SourceLocation("environment.yml", 7, 3),
        };
        return new HashiCorpVaultProvider().Open(new AuthorityAccess
        {
            Settings = adjust is null ? settings : adjust(settings),
            Tier = Tier.Nonprod,
            ProjectRoot = world.Folder.FullPath,
            CorrelationId = "steady-state-20260101T000000Z-0123abcd",
            Credentials = SecretBundle.From([new(SecretName.Parse("VAULT_TOKEN"), SecretValue.From(Token)), new(SecretName.Parse("VAULT_SECRET_ID"), SecretValue.From("secret-id-of-the-test"))]),
            World = world.Surroundings(),
            Masker = Masker,
            Connections = Server.Connect,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        world.Dispose();
    }

    /// <summary>A clock on which waits of up to 20 s are over at once; limits of requests are longer.</summary>
    private sealed class HurryingClock : TimeProvider
    {
        private long skipped;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref skipped));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(21))
            {
                Interlocked.Add(ref skipped, dueTime.Ticks);
                dueTime = TimeSpan.FromMilliseconds(1);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
