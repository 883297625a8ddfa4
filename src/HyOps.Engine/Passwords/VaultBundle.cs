using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Vault;

namespace HyOps.Engine.Passwords;

/// <summary>An encrypted bundle as the verbs on its password see it: sealed bytes, whose body is opened in memory only.</summary>
/// <param name="Chosen">Its environment and root.</param>
public sealed record VaultBundle(ChosenEnvironment Chosen)
{
    /// <summary>The file.</summary>
    public string FilePath => Chosen.Root.BundleFile;

    /// <summary>Whether a password of its own was generated for it, in its root: what happens to other passwords does not concern it.</summary>
    internal bool HasOwnPassword => Chosen.Name.IsLocal && File.Exists(Chosen.Root.LocalPasswordFile);

    /// <summary>The bundles that exist: the chosen one first, then every environment's of this workstation, in ordinal order.</summary>
    /// <param name="world">Gives the home.</param>
    /// <param name="chosen">The environment that the operator means.</param>
    internal static IReadOnlyList<VaultBundle> All(Surroundings world, ChosenEnvironment chosen)
    {
        var found = new List<VaultBundle> { new(chosen) };
        if (world.Home is { } home)
        {
            var top = Path.Combine(world.Absolute(home), ".hybridops");
            found.AddRange(RootsBelow(Path.Combine(top, "envs")).Append(Named(EnvironmentName.Local, top)).Where(bundle => bundle.FilePath != chosen.Root.BundleFile));
        }

        return [.. found.Where(bundle => File.Exists(bundle.FilePath))];
    }

    /// <summary>The sealed bytes.</summary>
    internal byte[] Read()
    {
        AtomicFile.RefuseLinkOrDirectory(FilePath);
        return PrivateFile.Read(FilePath, AnsibleVaultEnvelope.MaximumLength);
    }

    /// <summary>Whether a password opens it. A bundle that no password could open is an error.</summary>
    /// <exception cref="VaultException">It is no bundle.</exception>
    internal bool Opens(SecretValue password)
    {
        try
        {
            PasswordBytes.Use(password, key =>
            {
                using var opened = AnsibleVaultEnvelope.Open(FilePath, Read(), key);
                return 0;
            });
            return true;
        }
        catch (VaultException refused) when (refused.Problem is VaultProblem.WrongPasswordOrTampered)
        {
            return false;
        }
    }

    /// <summary>The same body under another password, byte for byte, label and all.</summary>
    /// <param name="sealedBytes">The sealed bytes.</param>
    /// <param name="old">The password that opens them.</param>
    /// <param name="new">The password to be.</param>
    /// <exception cref="VaultException">The old one does not open them.</exception>
    internal byte[] Reseal(byte[] sealedBytes, SecretValue old, SecretValue @new) => PasswordBytes.Use(old, oldKey => PasswordBytes.Use(@new, newKey =>
    {
        using var opened = AnsibleVaultEnvelope.Open(FilePath, sealedBytes, oldKey);
        return AnsibleVaultEnvelope.Seal(FilePath, opened.Body, newKey, opened.Label);
    }));

    private static IEnumerable<VaultBundle> RootsBelow(string directory)
    {
        var roots = Directory.Exists(directory) ? Directory.GetDirectories(directory) : [];
        foreach (var path in roots.Order(StringComparer.Ordinal))
        {
            if (EnvironmentName.TryParse(Path.GetFileName(path), out var name))
            {
                yield return Named(name, path);
            }
        }
    }

    private static VaultBundle Named(EnvironmentName name, string root) => new(new ChosenEnvironment { Name = name, IsNamed = true, Root = new RuntimeRoot(root) });
}
