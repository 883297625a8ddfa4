using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Packer;

/// <summary>The files and the environment of one Packer step.</summary>
internal sealed class PackerWorkspace
{
    /// <summary>The inputs, given by name so that they win over the author's own *.auto.pkrvars.hcl.</summary>
    public const string VariablesName = "hyops.pkrvars.json";

    private const string ArtifactDirectoryVariable = "artifact_dir";
    private const string ManifestVariable = "manifest_path";
    private readonly DriverRequest request;
    private readonly StackDeclarations declarations;

    private PackerWorkspace(DriverRequest request, StackDeclarations declarations)
    {
        this.request = request;
        this.declarations = declarations;
        Fingerprint = PackerFingerprint.Of(request);
    }

    /// <summary>What a build would depend on.</summary>
    public string Fingerprint { get; }

    /// <summary>The manifest: where the template was told to write it, or where the post-processor writes it by default.</summary>
    public string ManifestFile => Path.Combine(request.WorkDirectory, "packer-manifest.json");

    /// <summary>Copies the stack.</summary>
    /// <param name="request">The step.</param>
    /// <exception cref="StackException">The stack cannot be run, or an input holds a secret.</exception>
    public static PackerWorkspace Prepare(DriverRequest request)
    {
        StackCopy.Into(request);
        var declarations = StackDeclarations.Read(request.WorkDirectory, ".pkr.hcl", ".pkr.json");
        if (declarations.FileCount == 0)
        {
            throw StackException.NoMain(request.Module.Contract.ModuleRef.Value, request.StackDirectory, "*.pkr.hcl file");
        }

        InputsFile.RefuseSecrets(request);
        return new PackerWorkspace(request, declarations);
    }

    /// <summary>Writes the variables of a build; <c>artifact_dir</c> and <c>manifest_path</c> are ours where the template declares them.</summary>
    /// <param name="artifactDirectory">The empty directory for the build's files.</param>
    public void WriteVariables(string artifactDirectory)
    {
        var inputs = (JsonObject)request.Inputs.DeepClone();
        inputs[ArtifactDirectoryVariable] = artifactDirectory;
        inputs[ManifestVariable] = ManifestFile;
        InputsFile.Write(request with { Inputs = inputs }, Path.Combine(request.WorkDirectory, VariablesName), declarations.Variables.Contains);
    }

    /// <summary>
    /// What Packer sees. Its temporary directory stays the system's: the sockets of its plugins lie there, whose paths may have 100 bytes at most.
    /// </summary>
    public ChildEnvironment Environment() =>
        ChildSecrets.Of(request, "PKR_VAR_", declarations.Variables)
            .With("CHECKPOINT_DISABLE", "1")
            .With("PACKER_NO_COLOR", "1")
            // A file that is not there: the operator's own settings change nothing.
            .With("PACKER_CONFIG", Path.Combine(request.WorkDirectory, ".hyops-packerconfig"))
            .With("PACKER_CACHE_DIR", Path.Combine(request.StateDirectory, "packer-cache"));
}
