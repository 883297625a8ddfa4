using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Terraform.Forensics;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// The files of one Terraform step: the stack's copy with our own files in the work directory, and what stays in the state directory.
/// </summary>
internal sealed class TerraformWorkspace
{
    /// <summary>The inputs, given by name so that they win over the author's own *.auto.tfvars.</summary>
    public const string VariablesName = "hyops.tfvars.json";

    /// <summary>The plan's name: it holds every secret in plain text, so it lives in the work directory only, and shortly.</summary>
    public const string PlanName = "hyops.tfplan";

    /// <summary>The name of a look's plan, which is never applied.</summary>
    public const string LookName = "hyops-look.tfplan";

    private const string OverrideName = "hyops_override.tf.json";
    private const int LargestPlan = 256 * 1024 * 1024;
    private const string LockName = ".terraform.lock.hcl";
    private const string ErroredName = "errored.tfstate";
    private readonly DriverRequest request;

    private TerraformWorkspace(DriverRequest request, StackDeclarations declarations)
    {
        this.request = request;
        Declarations = declarations;
    }

    /// <summary>What the stack declares.</summary>
    public StackDeclarations Declarations { get; }

    /// <summary>Terraform's own data between runs: modules, providers, the backend's settings.</summary>
    public string DataDirectory => Path.Combine(request.StateDirectory, "terraform-data");

    /// <summary>The state, where the stack names no backend of its own.</summary>
    public string StateFile => State.StateFile;

    /// <summary>What the local backend writes while it holds the lock.</summary>
    public string LockInfoFile => State.LockInfoFile;

    /// <summary>A state that Terraform could not write to its backend, saved out of the work directory.</summary>
    public string RescuedState => State.RescuedState;

    /// <summary>Whether the state lies in our state directory.</summary>
    public bool HasLocalState => !Declarations.HasBackend;

    /// <summary>The dependency lock that init made for a stack without one of its own.</summary>
    public string SavedLock => Path.Combine(request.StateDirectory, "terraform.lock.hcl");

    /// <summary>The dependency lock in the work directory.</summary>
    public string WorkLock => Path.Combine(request.WorkDirectory, LockName);

    /// <summary>The step's work directory.</summary>
    public string WorkDirectory => request.WorkDirectory;

    private TerraformState State => new(request.StateDirectory);

    /// <summary>The plan's file.</summary>
    public string PlanFile => Path.Combine(request.WorkDirectory, PlanName);

    /// <summary>Copies the stack and writes our files beside it.</summary>
    /// <param name="request">The step.</param>
    /// <param name="recovers">Whether it is to save the state that waits: else one that does stops the step.</param>
    /// <exception cref="StackException">The stack cannot be run, or an earlier state still waits to be saved.</exception>
    public static TerraformWorkspace Prepare(DriverRequest request, bool recovers = false)
    {
        StackCopy.Into(request);
        var declarations = StackDeclarations.Read(request.WorkDirectory, ".tf", ".tf.json");
        if (declarations.FileCount == 0)
        {
            throw StackException.NoMain(request.Module.Contract.ModuleRef.Value, request.StackDirectory, "*.tf file");
        }

        var workspace = new TerraformWorkspace(request, declarations);
        if (!recovers && File.Exists(workspace.RescuedState))
        {
            throw StackException.StateNotSaved(workspace.RescuedState, RecoverCommand.Of(request, request.EarlierRun));
        }

        InputsFile.Write(request, Path.Combine(request.WorkDirectory, VariablesName), declarations.Variables.Contains);
        PrivateDirectory.Create(workspace.DataDirectory);
        workspace.PrepareState();
        return workspace;
    }

    /// <summary>Makes a plan's file, so that Terraform fills one that is 0600 instead of creating it by its umask.</summary>
    /// <param name="name">Its name in the work directory.</param>
    public void Prepare(string name) => AtomicFile.Write(Path.Combine(request.WorkDirectory, name), "");

    /// <summary>Takes the plan off the disk.</summary>
    public byte[] TakePlan()
    {
        var plan = PrivateFile.Read(PlanFile, LargestPlan);
        File.Delete(PlanFile);
        return plan;
    }

    /// <summary>Puts a plan where Terraform reads it, 0600; <see cref="Leave"/> removes it.</summary>
    /// <param name="plan">The plan.</param>
    public void PutPlan(ReadOnlyMemory<byte> plan) => AtomicFile.Write(PlanFile, plan);

    /// <summary>
    /// Removes the plan, saves a state that could not be written, and closes what Terraform wrote to others. Safe to call whatever happened.
    /// </summary>
    public void Leave()
    {
        File.Delete(PlanFile);
        File.Delete(Path.Combine(request.WorkDirectory, LookName));
        var errored = Path.Combine(request.WorkDirectory, ErroredName);
        if (File.Exists(errored))
        {
            AtomicFile.Write(RescuedState, File.ReadAllBytes(errored));
            File.Delete(errored);
        }

        foreach (var file in Directory.EnumerateFiles(request.StateDirectory))
        {
            File.SetUnixFileMode(file, FileModes.PrivateFile);
        }
    }

    private void PrepareState()
    {
        if (!HasLocalState)
        {
            return;
        }

        var backend = new JsonObject { ["local"] = new JsonObject { ["path"] = StateFile } };
        var settings = new JsonObject { ["terraform"] = new JsonObject { ["backend"] = backend } };
        AtomicFile.Write(Path.Combine(request.WorkDirectory, OverrideName), settings.ToJsonString());
        if (!File.Exists(StateFile))
        {
            // Empty is "no state yet" to Terraform, and 0600 stays 0600.
            AtomicFile.Write(StateFile, Encoding.UTF8.GetBytes(""));
        }
    }
}
