using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Preflight;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>An init target that a module requires is ready: its marker and its credentials are there.</summary>
/// <param name="target">The target: <c>proxmox</c>.</param>
/// <param name="root">The runtime root.</param>
/// <param name="environment">The environment.</param>
internal sealed class TargetReadyCheck(string target, RuntimeRoot root, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => $"target-{target}";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.InvalidContract;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var marker = Path.Combine(root.MetaDirectory, $"{target}.ready.json");
        var credentials = Path.Combine(root.CredentialsDirectory, $"{target}.credentials.tfvars");
        var init = $"hyops init {target} --env {environment}";
        return Task.FromResult(
            !File.Exists(marker) ? CheckResult.Failed($"{target} is not ready: {marker} does not exist", init)
            : !File.Exists(credentials) ? CheckResult.Failed($"{target} is marked ready, but {credentials} does not exist", init)
            : Private(credentials));
    }

    private CheckResult Private(string credentials)
    {
        PrivateFile.RequirePrivate(credentials);
        return CheckResult.Ok($"{target} is ready, its credentials are private");
    }
}
