using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Drivers.Processes;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Secrets;

/// <summary>An environment with a bundle to be, on the real runner.</summary>
internal sealed class SecretsWorld : IDisposable
{
    private readonly TestWorld world = new();

    public SecretsWorld(string environment = "dev", string input = "", params (string Name, string? Value)[] variables)
    {
        Surroundings = world.Surroundings(variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), input);
        Chosen = ChosenEnvironment.From(Surroundings, environment, null);
        Runner = new ProcessCommandRunner(Masker, TimeProvider.System);
        PasswordFile = world.Folder.At("vault password");
        AtomicFile.Write(PasswordFile, "first word\n");
    }

    public TempFolder Folder => world.Folder;

    public Surroundings Surroundings { get; }

    public ChosenEnvironment Chosen { get; }

    public Masker Masker { get; } = new();

    public ICommandRunner Runner { get; }

    public string PasswordFile { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public VaultPasswordSource Source(VaultPasswordOptions? options = null) => new(options ?? new(), Chosen, Surroundings, Runner, Masker);

    public BundleStore Store(string? passwordFile = null) => new(Chosen, Source(new() { File = passwordFile ?? PasswordFile }), Masker, TimeProvider.System);

    public BundleStore StoreWithoutOptions() => new(Chosen, Source(), Masker, TimeProvider.System);

    public Task SetAsync(params string[] assignments) =>
        new SetSecrets(Store(), Masker, Surroundings).RunAsync(new() { Assignments = [.. assignments] }, Token);

    public async Task<string?> ValueAsync(string key) =>
        (await Store().OpenAsync(Token)).TryGet(SecretName.Parse(key), out var value) ? value.Reveal() : null;

    public static SecretName Key(string name) => SecretName.Parse(name);

    public void Dispose() => world.Dispose();
}
