namespace HyOps.Drivers.Terraform;

/// <summary>What a plan or apply that did not end well left behind. Exit codes do not tell: every interrupt exits 1.</summary>
internal static class TerraformLeftovers
{
    /// <summary>What was left and what to do about it; null where nothing was.</summary>
    /// <param name="workspace">The step's files, after <see cref="TerraformWorkspace.Leave"/>.</param>
    public static string? Describe(TerraformWorkspace workspace)
    {
        if (File.Exists(workspace.RescuedState))
        {
            return $"the state could not be written to its backend and lies in {workspace.RescuedState}; "
                + $"in the stack, with the same backend: 'terraform state push \"{workspace.RescuedState}\"', then delete the file";
        }

        return workspace.HasLocalState && File.Exists(workspace.LockInfoFile)
            ? $"the state lock {workspace.LockInfoFile} was left behind{TerraformState.HolderOf(workspace.LockInfoFile)}; "
                + "if no terraform of that name still runs, delete the file and run again"
            : null;
    }
}
