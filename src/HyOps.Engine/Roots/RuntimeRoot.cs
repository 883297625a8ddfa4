using HyOps.Core.Files;
using HyOps.Core.Modules;

namespace HyOps.Engine.Roots;

/// <summary>The runtime root of an environment, <c>~/.hybridops/envs/&lt;env&gt;</c> unless the operator says otherwise. Directories 0700, files 0600.</summary>
/// <param name="FullPath">Its absolute path.</param>
public sealed record RuntimeRoot(string FullPath)
{
    /// <summary>config/: one non-secret template per init target.</summary>
    public string ConfigDirectory => Path.Combine(FullPath, "config");

    /// <summary>credentials/: <c>&lt;target&gt;.credentials.tfvars</c>, which never leave the machine.</summary>
    public string CredentialsDirectory => Path.Combine(FullPath, "credentials");

    /// <summary>vault/: the bundle's directory.</summary>
    public string VaultDirectory => Path.Combine(FullPath, "vault");

    /// <summary>vault/bootstrap.vault.env: the encrypted bundle.</summary>
    public string BundleFile => Path.Combine(VaultDirectory, "bootstrap.vault.env");

    /// <summary>vault/local.password: the generated password of the environment <c>local</c>, and of no other.</summary>
    public string LocalPasswordFile => Path.Combine(VaultDirectory, "local.password");

    /// <summary>meta/: readiness markers and the lease.</summary>
    public string MetaDirectory => Path.Combine(FullPath, "meta");

    /// <summary>state/: published outputs, and what tools keep between runs.</summary>
    public string StateDirectory => Path.Combine(FullPath, "state");

    /// <summary>state/instances/: what the tool of one module keeps between runs.</summary>
    /// <param name="module">The module.</param>
    /// <param name="step">The step's id, which names the instance.</param>
    public string InstanceDirectory(ModuleRef module, string step) => Path.Combine(StateDirectory, "instances", module.Value, step);

    /// <summary>work/: the steps' directories while they run.</summary>
    public string WorkDirectory => Path.Combine(FullPath, "work");

    /// <summary>logs/: the run records.</summary>
    public string LogsDirectory => Path.Combine(FullPath, "logs");

    /// <summary>Creates the root and one directory in it, 0700, where they are missing; checks those that are there.</summary>
    /// <param name="directory">One of the directories above, or below them.</param>
    /// <exception cref="FileProblemException">Others may write there, or it cannot be created.</exception>
    public void Prepare(string directory)
    {
        PrivateDirectory.Create(FullPath);
        PrivateDirectory.Create(directory);
    }

    /// <inheritdoc/>
    public override string ToString() => FullPath;
}
