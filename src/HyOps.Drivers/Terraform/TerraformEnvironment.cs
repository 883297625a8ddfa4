using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Terraform;

/// <summary>What Terraform sees beside the allow-listed variables and its secrets.</summary>
internal static class TerraformEnvironment
{
    /// <summary>The whole environment.</summary>
    /// <param name="request">The step.</param>
    /// <param name="workspace">Its files.</param>
    public static ChildEnvironment Of(DriverRequest request, TerraformWorkspace workspace) =>
        ChildSecrets.Of(request, "TF_VAR_", workspace.Declarations.Variables)
            .With("TF_IN_AUTOMATION", "1")
            .With("TF_INPUT", "0")
            .With("TF_DATA_DIR", workspace.DataDirectory)
            .With("CHECKPOINT_DISABLE", "1");
}
