using System.Collections.Immutable;
using HyOps.Contracts.Yaml;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Secrets;
using HyOps.Engine.Tests.Secrets;
using HyOps.Testing;
using HyOps.Testing.Sops;
using HyOps.Vault.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>A project with a break-glass file to be, a bundle with ONE, TWO, THREE and OTHER, and an operator with an age key; age is the real one.</summary>
internal sealed class GlassWorld : IDisposable
{
    public const string Canary = "canary-of-the-glass-7d1c";
    private readonly SecretsWorld world;

    public GlassWorld(string file = "docs/secrets.dr.enc.yaml", params (string, string?)[] variables)
    {
        Operator = new AgeKey(Folder.At("operator/keys.txt"));
        world = new SecretsWorld(variables: variables.Length > 0 ? variables : [("SOPS_AGE_KEY_FILE", Operator.FilePath)]);
        Settings = new BreakGlassSettings(file, "docs/runbook.md", new SourceLocation("environment.yml", 9, 5)) { Keys = [Key("ONE"), Key("TWO")] };
        Folder.Write("docs/runbook.md", "# Runbook\n");
    }

    public TempFolder Folder { get; } = new("glass");

    public AgeKey Operator { get; }

    public BreakGlassSettings Settings { get; set; }

    public SecretsWorld World => world;

    public string FilePath => Folder.At(Settings.File);

    public string Text => File.ReadAllText(FilePath);

    public BreakGlassStore Store => new(Settings, Folder.FullPath, world.Runner, world.Masker, world.Surroundings);

    public BundleStore Bundle => world.Store();

    public static SecretName Key(string name) => SecretName.Parse(name);

    public static GlassRecipients For(params AgeKey[] keys) => GlassRecipients.Parse(keys.Select(key => key.Recipient), []);

    public Task FillAsync() => world.SetAsync([.. ((string[])["ONE", "TWO", "THREE", "OTHER"]).Select(name => $"{name}={Canary}-{name}")]);

    public async Task<BreakGlassChange> CreateAsync(GlassRecipients? recipients = null, bool replaces = false)
    {
        await FillAsync();
        return await new CreateBreakGlass(Store, Bundle).RunAsync(recipients ?? For(Operator), replaces, SecretsWorld.Token);
    }

    public Task<BreakGlassChange> AddAsync(params string[] assignments) =>
        new AddToBreakGlass(Store, Bundle, world.Masker, world.Surroundings).RunAsync(new AddOptions { Given = new SetOptions { Assignments = [.. assignments] } }, SecretsWorld.Token);

    public Task<BreakGlassReport> CheckAsync(bool opens = true) => new CheckBreakGlass(Store, Folder.FullPath).RunAsync(opens, SecretsWorld.Token);

    public async Task<ImmutableSortedDictionary<string, string>> ValuesAsync()
    {
        var bundle = await new SopsBreakGlassReader(world.Runner, world.Masker, world.Surroundings).ReadAsync(Settings, Folder.FullPath, SecretsWorld.Token);
        return bundle.Secrets.ToImmutableSortedDictionary(pair => pair.Key.Value, pair => pair.Value.Reveal(), StringComparer.Ordinal);
    }

    /// <summary>What stands in the file, for whoever has the key at hand.</summary>
    public SopsDocument Document() => Settings.File.EndsWith(".env", StringComparison.Ordinal)
        ? SopsDocument.ReadDotenv(Settings.File, Text) : SopsDocument.Read(YamlFile.ParseMap(Text, Settings.File, new ProblemList())!, Text);

    public void Dispose()
    {
        world.Dispose();
        Folder.Dispose();
    }
}
