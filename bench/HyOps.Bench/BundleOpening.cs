using System.Globalization;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Drivers.Processes;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Vault;

namespace HyOps.Bench;

/// <summary>Opening a bundle in process against the command line program of Ansible.</summary>
public sealed class BundleOpening : IBenchmark
{
    private const int Keys = 50;
    private const int Rounds = 15;

    // What Ansible itself needs once Python has started and its modules are loaded.
    private const string AnsibleInProcess = """
        import sys, time
        from ansible.parsing.vault import VaultLib, VaultSecret
        lib = VaultLib([("default", VaultSecret(open(sys.argv[1], "rb").read().strip()))])
        data = open(sys.argv[2], "rb").read()
        times = []
        for _ in range(32):
            start = time.perf_counter()
            lib.decrypt(data)
            times.append(time.perf_counter() - start)
        print(sorted(times)[16] * 1000)
        """;

    public string Name => "bundle";

    public string Description => $"a bundle of {Keys} keys opened in process, against ansible-vault view of the same file: aim 25 times as fast";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var playground = new Playground();
        playground.WriteBundle(Keys);
        var root = playground.LocalRoot;
        var world = RealSurroundings.Read() with { Variables = playground.Variables };
        var medians = await Bench.MediansAsync(
            Rounds,
            () => OpenStoreAsync(world, cancellationToken),
            Bench.Waiting(() => OpenEnvelope(root)),
            () => bench.RunProgramAsync("ansible-vault", ["view", "--vault-password-file", root.LocalPasswordFile, root.BundleFile], playground.Variables, cancellationToken));
        bench.Ratio("the store (password, file, keys, masker), against ansible-vault view", medians[2], medians[0]);
        bench.Ratio("the envelope and its body alone, against ansible-vault view", medians[2], medians[1]);
        bench.Ratio("the envelope and its body, against Ansible's decrypt in a warm Python", await AnsibleDecryptAsync(bench, playground, cancellationToken), medians[1]);
    }

    private static async Task OpenStoreAsync(Surroundings world, CancellationToken cancellationToken)
    {
        var chosen = ChosenEnvironment.From(world, "local", rootOption: null);
        var masker = new Masker();
        var passwords = new VaultPasswordSource(new VaultPasswordOptions(), chosen, world, new ProcessCommandRunner(masker, world.Clock), masker);
        var bundle = await new BundleStore(chosen, passwords, masker, world.Clock).OpenAsync(cancellationToken);
        Require(bundle.Count);
    }

    private static void OpenEnvelope(RuntimeRoot root)
    {
        var password = Encoding.UTF8.GetBytes(File.ReadAllText(root.LocalPasswordFile).TrimEnd());
        using var opened = AnsibleVaultEnvelope.Open(root.BundleFile, File.ReadAllBytes(root.BundleFile), password);
        Require(EnvFileBody.Parse(root.BundleFile, opened.Body, new HashSet<SecretName>()).Secrets.Count);
    }

    private static async Task<double> AnsibleDecryptAsync(Bench bench, Playground playground, CancellationToken cancellationToken)
    {
        // The Python that ansible-vault itself runs in: another one may lack Ansible.
        var program = playground.Variables["PATH"].Split(':').Select(folder => Path.Combine(folder, "ansible-vault")).First(File.Exists);
        var python = (await File.ReadAllLinesAsync(program, cancellationToken))[0].TrimStart('#', '!', ' ').Split(' ')[0];
        var median = await bench.RunProgramAsync(
            python, ["-c", AnsibleInProcess, playground.LocalRoot.LocalPasswordFile, playground.LocalRoot.BundleFile], playground.Variables, cancellationToken);
        return double.Parse(median, CultureInfo.InvariantCulture);
    }

    private static void Require(int count)
    {
        if (count != Keys)
        {
            throw new InvalidOperationException($"{count} keys instead of {Keys}");
        }
    }
}
