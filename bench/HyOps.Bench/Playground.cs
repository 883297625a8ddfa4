using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Engine.Roots;
using HyOps.Vault;

namespace HyOps.Bench;

/// <summary>A home directory of its own, for ours and for the tools; it goes when the benchmark ends, and everything in it.</summary>
public sealed class Playground : IDisposable
{
    private const string Password = "a vault password of a bench: 32 chars";

    public Playground()
    {
        // Short: sockets of Packer's plugins lie below it, whose paths may have 100 bytes.
        Home = Directory.CreateTempSubdirectory("hyops-bench-").FullName;
        PrivateDirectory.Create(TemporaryFiles);
    }

    /// <summary>The home directory.</summary>
    public string Home { get; }

    /// <summary>What all processes see, ours and theirs: nothing of the one who runs the benchmark.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["HOME"] = Home,
        ["TMPDIR"] = TemporaryFiles,
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin",
        ["LC_ALL"] = "C.UTF-8",
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
    };

    /// <summary>The runtime root of the environment <c>local</c>.</summary>
    public RuntimeRoot LocalRoot => new(Path.Combine(Home, ".hybridops", "envs", "local"));

    private string TemporaryFiles => Path.Combine(Home, "tmp");

    /// <summary>An empty folder for a runtime root.</summary>
    public RuntimeRoot FreshRoot()
    {
        var root = Path.Combine(Home, Guid.NewGuid().ToString("N")[..8]);
        PrivateDirectory.Create(root);
        return new RuntimeRoot(root);
    }

    /// <summary>Writes a bundle of <c>local</c> with its password beside it.</summary>
    /// <param name="keys">How many keys; their values are 32 characters.</param>
    public void WriteBundle(int keys)
    {
        LocalRoot.Prepare(LocalRoot.VaultDirectory);
        AtomicFile.Write(LocalRoot.LocalPasswordFile, Password + "\n");
        var secrets = Enumerable.Range(0, keys).Select(index => KeyValuePair.Create(
            SecretName.Parse(string.Create(CultureInfo.InvariantCulture, $"BENCH_SERVICE_{index:00}_PASSWORD")), SecretGenerator.Generate(32)));
        var body = EnvFileBody.Format(new EnvFile { Secrets = SecretBundle.From(secrets) }, new HashSet<SecretName>());
        AtomicFile.Write(LocalRoot.BundleFile, AnsibleVaultEnvelope.Seal(LocalRoot.BundleFile, body, Encoding.UTF8.GetBytes(Password)));
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
