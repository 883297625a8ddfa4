using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Init;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Testing;
using HyOps.Testing.Providers;
using HyOps.Testing.Tls;

namespace HyOps.Engine.Tests.Init;

/// <summary>An environment in which targets are made ready, with a server on loopback that stands for the provider.</summary>
internal sealed class InitWorld : IAsyncDisposable
{
    private readonly TestWorld world = new();
    private readonly Dictionary<string, string?> variables = new(StringComparer.Ordinal);

    public TempFolder Folder => world.Folder;

    public LoopbackServer? Server { get; private set; }

    public Func<HttpMessageHandler>? Connections { get; set; }

    public IPrompt? Prompt { get; set; }

    public string Root => Folder.At("home", ".hybridops", "envs", "drill");

    public string PasswordFile => Folder.At("pw");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A server that is trusted and stands for the names.</summary>
    public static async Task<InitWorld> WithAsync(Func<SeenRequest, Reply> answer, params IEnumerable<string> names)
    {
        var world = new InitWorld { Server = await LoopbackServer.StartAsync(answer, TestTls.Authority, names) };
        world.Connections = world.Server.Connect;
        return world;
    }

    public TargetPaths PathsOf(string target) => TargetPaths.In(new RuntimeRoot(Root), target);

    public void SetVariable(string name, string value) => variables[name] = value;

    public async Task SetInBundleAsync(string key, string value)
    {
        AtomicFile.Write(PasswordFile, "word\n");
        var services = Services();
        var chosen = ChosenEnvironment.From(services.World, "drill", null);
        var passwords = new VaultPasswordSource(new() { File = PasswordFile }, chosen, services.World, services.Runner, services.Masker);
        await new BundleStore(chosen, passwords, services.Masker, TimeProvider.System).UpdateAsync(bundle => bundle.With(SecretName.Parse(key), SecretValue.From(value)), Token);
    }

    public Task<InitResult> RunAsync(string target, params (string Name, string Value)[] settings) => RunAsync(new InitOptions { Target = target, Settings = Settings(settings) });

    public Task<InitResult> RunAsync(InitOptions options)
    {
        var services = Services();
        var chosen = ChosenEnvironment.From(services.World, "drill", null);
        return new InitTarget(services).RunAsync(chosen, File.Exists(PasswordFile) ? options with { Password = new() { File = PasswordFile } } : options, Token);
    }

    public async Task<T> RefusedAsync<T>(string target, params (string Name, string Value)[] settings)
        where T : HyOpsException => await Assert.ThrowsAsync<T>(() => RunAsync(target, settings));

    public static ImmutableArray<KeyValuePair<string, string>> Settings(params (string Name, string Value)[] settings) =>
        [.. settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))];

    /// <summary>Every file below the root with its content, for what must not change.</summary>
    public IReadOnlyDictionary<string, string> Files() => Directory.Exists(Root)
        ? Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Root, file), File.ReadAllText, StringComparer.Ordinal)
        : [];

    public async ValueTask DisposeAsync()
    {
        world.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    private EngineServices Services()
    {
        var surroundings = world.Surroundings(variables);
        surroundings = surroundings with { Terminal = surroundings.Terminal with { Prompt = Prompt } };
        var services = EngineServices.In(surroundings);
        return Connections is null ? services with { Connections = () => throw new InvalidOperationException("nothing may be asked") } : services with { Connections = Connections };
    }
}
