using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyOps.Contracts.Projects;
using HyOps.Contracts.SecretMaps;
using HyOps.Contracts.Yaml;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Init;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Testing.Fuzzing;
using HyOps.Testing.Sops;
using HyOps.Vault;
using HyOps.Vault.Sops;

namespace HyOps.Bench;

/// <summary>Every parser of what others write, on a million damaged inputs: nothing but documented failures may come of them.</summary>
public sealed class ParserFuzzing : IBenchmark
{
    private const string App = "modules/platform/local/app";
    private static readonly ImmutableHashSet<SecretName> NoneAllowed = [];

    public string Name => "fuzz";

    public string Description => "every parser on damaged inputs, the same in every run: aim 1,000,000, and no failure but the documented ones";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var playground = new Playground();

        // Each its own: the others must be whole.
        ProjectFolders Project() => CopyProject(bench.RepositoryRoot, playground);
        (ParserFuzz Fuzz, int Rounds)[] all =
        [
            (Envelope(), 100_000), (Body(), 250_000), (Map(AuthoritySettings.AzureKeyVault), 130_000), (Map(AuthoritySettings.HashiCorpVault), 120_000),
            (Tfvars(), 250_000), (Password(playground), 100_000), (BreakGlass(), 50_000),
            (File(Project(), "spec", $"{App}/spec.yml", _ => new ValidationRequest { Module = ModuleRef.Parse("platform/local/app") }), 20_000),
            (File(Project(), "inputs", $"{App}/examples/inputs.typical.yml", Inputs), 15_000),
            (File(Project(), "environment", "inventories/local/environment.yml", _ => new ValidationRequest { Environment = EnvironmentName.Local }), 20_000),
        ];
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < all.Length; at++)
        {
            var (fuzz, rounds) = all[at];
            var started = watch.Elapsed;
            var refused = await Task.Run(() => fuzz.Run(rounds, seed: 1_000 + at, cancellationToken), cancellationToken);
            bench.Report(string.Create(CultureInfo.InvariantCulture, $"{fuzz.Name}: {rounds:n0} inputs, {refused:n0} refused as documented"), rounds / (watch.Elapsed - started).TotalSeconds, "a second");
        }

        bench.Report("inputs in all, no undocumented failure", all.Sum(one => one.Rounds), "");
        bench.Report("time", watch.Elapsed.TotalSeconds, "s");
    }

    private static ParserFuzz Envelope()
    {
        var password = "a password of a bench"u8.ToArray();
        var fuzz = new ParserFuzz("envelope", input => AnsibleVaultEnvelope.Open("f", input, password).Dispose(), failure => failure is VaultException)
        {
            Pieces = ["$ANSIBLE_VAULT;", "1.1", "1.2", "AES256", ";", "0a", "6"],
        };
        fuzz.Originals.Add(AnsibleVaultEnvelope.Seal("f", "A=\"1\"\n"u8, password));
        fuzz.Originals.Add(AnsibleVaultEnvelope.Seal("f", new byte[300], password, "prod"));
        return fuzz;
    }

    private static ParserFuzz Body() =>
        new ParserFuzz("body", input => EnvFileBody.Parse("f", input, NoneAllowed), failure => failure is EnvFileException) { Pieces = ["export ", "A=", "B=\"", "\\n", "\\\"", "PATH=", "KEY='", "# "] }
            .With("# c\nA=\"one\\ntwo\"\nB='x'\nexport C=three\n\nD=\"Grüße \u2028\"\r\n");

    private static ParserFuzz Map(string kind) =>
        new ParserFuzz($"secret map of {kind}", input => SecretMapReader.Parse(Encoding.UTF8.GetString(input), "map.csv", kind, "app", new ProblemList()), _ => false)
        {
            Pieces = ["scope,ENV_KEY,SECRET_NAME", ",", "@", "all", "app", "/", "# "],
        }.With("scope,ENV_KEY,SECRET_NAME\n# rows\napp,APP_DB_PASSWORD,app-db-password\napp,APP_TOKEN,app-token@0123456789abcdef0123456789abcdef\nops,X,team/x#field@3\n");

    private static ParserFuzz Tfvars() =>
        new ParserFuzz("tfvars", input => TfvarsReader.Read("c.tfvars", Encoding.UTF8.GetString(input)), failure => failure is InitException)
        {
            Pieces = ["${", "%{", "<<EOT", "\\u00e9", "\\U0001F600", "true", "/*", "*/", "//", " = ", "[", "{"],
        }.With("# c\nproxmox_url = \"https://pve:8006\"\nproxmox_skip_tls = true\nn = -12.5 // x\n/* y */ t = \"a\\\"b\\\\\\n\\u00e9\"\n");

    private static ParserFuzz BreakGlass()
    {
        var writer = new SopsWriter().With("A", "one").With("B", "two\n").With("PORT", "5432", "int").With("ON", "True", "bool").With("EMPTY", "").For("age", "recipient", "age1bench", "a wrapped key");
        return new ParserFuzz("break-glass file", input => OpenSops(input, writer.DataKey()), failure => failure is SopsException)
        {
            Pieces = ["ENC[AES256_GCM,", "]", ",data:", ",iv:", ",tag:", "type:bool", "AA==", "sops:", "    mac: ", "null", "_unencrypted", "    unencrypted_suffix: D", ": |", "&a ", "*a", "[", "{", "- "],
        }.With(writer.Write());
    }

    private static void OpenSops(byte[] input, byte[] key)
    {
        var problems = new ProblemList();
        if (YamlFile.ParseMap(Encoding.UTF8.GetString(input), "dr.enc.yaml", problems) is { } map && !problems.HasErrors)
        {
            SopsDocument.Read(map).Open(key);
        }
    }

    private static ParserFuzz Password(Playground playground)
    {
        var world = RealSurroundings.Read() with { Variables = playground.Variables };
        var chosen = ChosenEnvironment.From(world, "drill", rootOption: null);
        return new ParserFuzz(
            "answer of a password command",
            input => new VaultPasswordSource(new VaultPasswordOptions { Command = "x" }, chosen, world, new Answering(input), new Masker()).FindAsync(CancellationToken.None).GetAwaiter().GetResult(),
            failure => failure is VaultPasswordException) { Pieces = ["\n\n", "  "] }.With("a vault password of a bench\n").With("first line\nsecond line\n");
    }

    private static ParserFuzz File(ProjectFolders project, string name, string relative, Func<ProjectFolders, ValidationRequest> requestOf)
    {
        var path = Path.Combine(project.Root, relative);
        var original = System.IO.File.ReadAllText(path);
        var validator = new ContractValidator(project);
        var request = requestOf(project);
        return new ParserFuzz(
            name,
            input =>
            {
                System.IO.File.WriteAllBytes(path, input);
                Require(validator.Validate(request, CancellationToken.None).Problems);
            },
            _ => false)
        {
            Pieces = ["[", "]", "{", "}", ": ", "- ", "&a ", "*a", "<<: *a", "!!str ", "|", ">", "---\n", "null", "${steps.net.outputs.address}", "CHANGE_ME", "required_env", "needs: [app]", "when: 1"],
        }.With(original);
    }

    private static void Require(ImmutableArray<Problem> problems)
    {
        if (problems.FirstOrDefault(problem => ProblemCodes.Find(problem.Code) is null || problem.Fix.Length == 0) is { } undocumented)
        {
            throw new InvalidOperationException($"a problem without a page or a fix: {undocumented}");
        }
    }

    private static ValidationRequest Inputs(ProjectFolders project) =>
        new() { Module = ModuleRef.Parse("platform/local/app"), InputsFile = Path.Combine(project.Root, App, "examples", "inputs.typical.yml") };

    private static ProjectFolders CopyProject(string repository, Playground playground)
    {
        var root = playground.FreshRoot().FullPath;
        foreach (var file in new[] { "modules", "inventories" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(repository, folder), "*.yml", SearchOption.AllDirectories)))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }

        return ProjectFolders.At(root);
    }

    /// <summary>A runner whose every command prints the same bytes.</summary>
    private sealed class Answering(byte[] output) : ICommandRunner
    {
        public Task<CommandResult> RunAsync(Command command, ICommandOutput sink, CancellationToken cancellationToken) => Task.FromResult(new CommandResult { ExitCode = 0, Captured = output });
    }
}
